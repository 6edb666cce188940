import { z } from "zod";

/** Who acts. */
export const Actor = z.discriminatedUnion("type", [
  z.object({ type: z.literal("token"), name: z.string() }),
  z.object({ type: z.literal("system"), name: z.string() }),
]);
export type Actor = z.infer<typeof Actor>;

export const system: Actor = { type: "system", name: "coalmine" };
