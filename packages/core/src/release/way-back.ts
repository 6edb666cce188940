import { type Instant, secondsBetween } from "../time.ts";
import type { Observation } from "./event.ts";
import type { RollingBack, Validating } from "./schema.ts";

/**
 * Where an alias is on its way back to the stable version.
 * `moving`: the engine is at it. `stranded`: nobody moves it any more, and it is not back.
 * `taken_over`: somebody else pointed it at a third version.
 */
export type WayBack = "running" | "moving" | "stranded" | "arrived" | "taken_over";

/** The engine sets out on the way back within a second or so; after this long it will not come. */
const restorationGraceSeconds = 30;

export function wayBack(
  release: RollingBack | Validating,
  { alias, shift }: Observation,
  now: Instant,
): WayBack {
  if (shift.status === "waiting" || shift.status === "running") return "running";
  if (shift.restoration === "running") return "moving";
  const stranger =
    alias.version !== release.stableVersion && alias.version !== release.canaryVersion;
  if (stranger) return "taken_over";
  if (shift.restoration === "none" && !graceOver(shift.endedAt, now)) return "moving";
  const back = alias.version === release.stableVersion && Object.keys(alias.weights).length === 0;
  return back ? "arrived" : "stranded";
}

function graceOver(endedAt: Instant | null, now: Instant): boolean {
  return endedAt !== null && secondsBetween(endedAt, now) >= restorationGraceSeconds;
}
