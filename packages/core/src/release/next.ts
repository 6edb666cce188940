import { assertNever } from "../assert.ts";
import { type Instant, secondsBetween } from "../time.ts";
import type { Observation } from "./event.ts";
import type { Preparing, Release, RollingBack, Validating, Verifying } from "./schema.ts";
import { wayBack } from "./way-back.ts";

/** Something to be done outside; doing it twice is the same as doing it once. */
export type Effect =
  | { readonly type: "begin" }
  | { readonly type: "read_stable" }
  | { readonly type: "put_code" }
  | { readonly type: "publish"; readonly codeSha256: string }
  | { readonly type: "arm_alarms"; readonly canaryVersion: string }
  | { readonly type: "ensure_plan" }
  | { readonly type: "claim_start" }
  | {
      readonly type: "start_shift";
      readonly from: string;
      readonly to: string;
      readonly planName: string;
    }
  | { readonly type: "run_gates" }
  | { readonly type: "answer_hook"; readonly executionId: string; readonly passed: boolean }
  | { readonly type: "stop_shift" }
  | { readonly type: "restore_alias"; readonly version: string; readonly revisionId: string }
  | { readonly type: "remove_alarms" };

/** A worker that died after its claim is waited for no longer than this. */
const claimSeconds = 60;

/**
 * Pure: what has to be done next for a release; undefined when it is AWS's turn.
 * @param holdsClaim whether the caller itself claimed the start of the shift just now
 */
export function nextEffect(
  release: Release,
  seen: Observation | undefined,
  now: Instant,
  holdsClaim: boolean,
): Effect | undefined {
  switch (release.phase) {
    case "queued":
      return { type: "begin" };
    case "preparing":
      return nextPreparing(release, now, holdsClaim);
    case "validating":
      return nextHook(release) ?? (release.ending ? nextBack(release, seen, now) : undefined);
    case "shifting":
      return undefined;
    case "verifying":
      return nextHook(release) ?? (release.ending ? { type: "remove_alarms" } : undefined);
    case "rolling_back":
      return nextHook(release) ?? nextBack(release, seen, now);
    case "succeeded":
    case "failed":
    case "rolled_back":
    case "aborted":
    case "superseded":
      return undefined;
    default:
      return assertNever(release);
  }
}

function nextPreparing(release: Preparing, now: Instant, holdsClaim: boolean): Effect | undefined {
  const { stable, canaryVersion, codeSha256, alarms, planName, claimedAt } = release;
  if (release.ending && claimedAt === null) return { type: "remove_alarms" };
  if (!stable) return { type: "read_stable" };
  if (canaryVersion === null) {
    return codeSha256 === null ? { type: "put_code" } : { type: "publish", codeSha256 };
  }
  if (!alarms) return { type: "arm_alarms", canaryVersion };
  if (planName === null) return { type: "ensure_plan" };
  if (holdsClaim && claimedAt !== null) {
    return { type: "start_shift", from: stable.version, to: canaryVersion, planName };
  }
  const claimed = claimedAt !== null && secondsBetween(claimedAt, now) < claimSeconds;
  return claimed ? undefined : { type: "claim_start" };
}

function nextHook(release: Validating | Verifying | RollingBack): Effect | undefined {
  const { hook, ending } = release;
  if (!hook) return undefined;
  if (hook.passed !== null) {
    return { type: "answer_hook", executionId: hook.executionId, passed: hook.passed };
  }
  return ending || release.phase === "rolling_back" ? undefined : { type: "run_gates" };
}

function nextBack(
  release: Validating | RollingBack,
  seen: Observation | undefined,
  now: Instant,
): Effect | undefined {
  if (!seen) return undefined;
  const way = wayBack(release, seen, now);
  switch (way) {
    case "running":
      return { type: "stop_shift" };
    case "moving":
      return undefined;
    case "stranded": {
      const { revisionId } = seen.alias;
      return { type: "restore_alias", version: release.stableVersion, revisionId };
    }
    case "arrived":
    case "taken_over":
      return { type: "remove_alarms" };
    default:
      return assertNever(way);
  }
}
