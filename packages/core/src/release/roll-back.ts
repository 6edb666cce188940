import type { Cause } from "./cause.ts";
import { coreOf } from "./ending.ts";
import { changed, type Decision, type Draft } from "./event.ts";
import type { RollingBack, Shifting, Verifying } from "./schema.ts";

/** Sends a release whose canary has had traffic on its way back. */
export function rollBack(
  release: Shifting | Verifying,
  cause: Cause,
  ...before: readonly Draft[]
): Decision {
  const back: RollingBack = {
    ...coreOf(release),
    phase: "rolling_back",
    stableVersion: release.stableVersion,
    canaryVersion: release.canaryVersion,
    alarms: release.alarms,
    deploymentId: release.deploymentId,
    verdict: release.verdict,
    shiftStartedAt: release.shiftStartedAt,
    cause,
    hook: release.phase === "verifying" ? release.hook : null,
    ending: null,
  };
  return changed(back, ...before, { type: "rolling_back_started", sentence: cause.sentence });
}
