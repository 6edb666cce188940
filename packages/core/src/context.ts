import type { Actor } from "./auth/actor.ts";
import type { World } from "./world.ts";

/** What every verb receives: the ports, and who acts. */
export interface Context {
  readonly world: World;
  readonly actor: Actor;
  readonly requestId: string;
}
