import type { Instant } from "../time.ts";
import { changed, type Decision, type Draft } from "./event.ts";
import type { Ending, Preparing, Release, RollingBack, Validating, Verifying } from "./schema.ts";

type Ends = Preparing | Validating | Verifying | RollingBack;

/** The terminal release, once nothing that it made is left behind. */
export function finish(release: Ends, ending: Ending, now: Instant): Decision {
  const finished = { ...coreOf(release), ...outcomeOf(release), finishedAt: now };
  if (ending.phase === "succeeded") {
    return changed(
      { ...finished, phase: "succeeded", note: ending.sentence },
      { type: "release_succeeded", sentence: ending.sentence ?? successSentence(release) },
    );
  }
  return changed({ ...finished, phase: ending.phase, cause: ending.cause }, failureDraft(ending));
}

/** The members that a release has in every phase. */
export function coreOf(release: Release) {
  const { id, version, target, alarmSpecs, gates, notify, source, strategy, commit, reason } =
    release;
  const { actor, createdAt } = release;
  return {
    id,
    version,
    function: release.function,
    target,
    alarmSpecs,
    gates,
    notify,
    source,
    strategy,
    commit,
    reason,
    actor,
    createdAt,
  };
}

function outcomeOf(release: Ends) {
  if (release.phase === "preparing") {
    return {
      stableVersion: release.stable?.version ?? null,
      canaryVersion: release.canaryVersion,
      deploymentId: null,
      verdict: null,
    };
  }
  const { stableVersion, canaryVersion, deploymentId, verdict } = release;
  return { stableVersion, canaryVersion, deploymentId, verdict };
}

function successSentence(release: Ends): string {
  const { canaryVersion, stableVersion } = outcomeOf(release);
  return `Version ${canaryVersion} serves all traffic; version ${stableVersion} serves none.`;
}

function failureDraft(ending: Exclude<Ending, { phase: "succeeded" }>): Draft {
  return { type: `release_${ending.phase}`, sentence: ending.cause.sentence };
}
