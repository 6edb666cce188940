import type { AlarmReading } from "../alarm/schema.ts";
import { stepAfter } from "../strategy/plan.ts";
import { addSeconds, type Instant, secondsBetween } from "../time.ts";
import { assess } from "../verdict/assess.ts";
import type { Cause } from "./cause.ts";
import { causeOfAlarm, causeOfFailure } from "./causes.ts";
import { coreOf } from "./ending.ts";
import { changed, type Decision, type Draft, type Observation, unchanged } from "./event.ts";
import { rollBack } from "./roll-back.ts";
import type { Preparing, Release, RollingBack, Shifting, Validating, Verifying } from "./schema.ts";
import { wayBack } from "./way-back.ts";

type Deployed = Validating | Shifting | Verifying | RollingBack;

/** Longer than this, and code that does not settle is taken for stuck. */
const preparingSecondsMax = 900;

/**
 * What AWS's present state does to a release. One look may carry a release through several phases
 * (events get lost): it goes on until the look has nothing more to tell.
 */
export function decideObserved(release: Release, seen: Observation, now: Instant): Decision {
  const entries: Draft[] = [];
  let current = release;
  for (;;) {
    const decision = isDeployed(current) ? look(current, seen, now) : unchanged;
    if (decision.type !== "changed") {
      return current === release ? unchanged : changed(current, ...entries);
    }
    current = decision.release;
    entries.push(...decision.entries);
  }
}

/** Ends a release whose code does not settle. */
export function decideOverdue(release: Preparing, now: Instant): Decision {
  const overdue = secondsBetween(release.createdAt, now) > preparingSecondsMax;
  if (!overdue || release.ending || release.claimedAt) return unchanged;
  const sentence = `${release.target.functionName} was not ready for a release within ${preparingSecondsMax / 60} minutes; see its last update status in Lambda, then release again.`;
  return changed({
    ...release,
    ending: { phase: "failed", cause: { type: "deadline", sentence } },
  });
}

function isDeployed(release: Release): release is Deployed {
  return (
    release.phase === "validating" ||
    release.phase === "shifting" ||
    release.phase === "verifying" ||
    release.phase === "rolling_back"
  );
}

function look(release: Deployed, seen: Observation, now: Instant): Decision {
  const weighed = weigh(release, seen);
  if (weighed) return weighed;
  switch (release.phase) {
    case "validating":
      return lookValidating(release, seen, now);
    case "shifting":
      return lookShifting(release, seen);
    case "verifying":
      return lookVerifying(release, seen);
    case "rolling_back":
      return lookRollingBack(release, seen, now);
  }
}

/** Keeps the verdict in step with the counts. */
function weigh(release: Deployed, { counts, alarms }: Observation): Decision | undefined {
  if (!counts) return undefined;
  const harm = harmOf(release, trippedOf(alarms));
  const verdict = assess({
    ...counts,
    specs: release.alarmSpecs,
    harm: harm && { sentence: harm.sentence, firstBadMinute: harm.firstBadMinute ?? null },
  });
  if (JSON.stringify(verdict) === JSON.stringify(release.verdict)) return undefined;
  return changed({ ...release, verdict });
}

/** An alarm that stopped the release keeps its say when it has gone quiet since. */
function harmOf(release: Deployed, tripped: AlarmReading | undefined): Cause | null {
  if (release.phase === "rolling_back" && release.cause.type === "alarm") return release.cause;
  return tripped ? causeOfAlarm(tripped, release.canaryVersion) : null;
}

function lookValidating(release: Validating, seen: Observation, now: Instant): Decision {
  const { shift } = seen;
  if (shift.trafficStartedAt !== null) return startShifting(release, seen, shift.trafficStartedAt);
  if (release.ending) return unchanged;
  const cause = causeToStop(release, seen);
  if (cause) return changed({ ...release, ending: { phase: "failed", cause } });
  return shift.status === "succeeded" ? startShifting(release, seen, now) : unchanged;
}

function startShifting(release: Validating, seen: Observation, shiftStartedAt: Instant): Decision {
  const weightPercent = weightOf(release, seen);
  const shifting: Shifting = {
    ...coreOf(release),
    ...madeOf(release),
    phase: "shifting",
    weightPercent,
    shiftStartedAt,
    nextChangeAt: nextChange(release, shiftStartedAt, weightPercent),
  };
  const started: Draft = {
    type: "shifting_started",
    sentence: `Version ${release.canaryVersion} gets ${weightPercent}% of the traffic.`,
  };
  if (release.ending && release.ending.phase !== "succeeded") {
    return rollBack(shifting, release.ending.cause, started);
  }
  return changed(shifting, started);
}

function lookShifting(release: Shifting, seen: Observation): Decision {
  const cause = causeToStop(release, seen);
  if (cause) return rollBack(release, cause);
  if (seen.shift.moment === "after_traffic" || seen.shift.status === "succeeded") {
    return changed(
      {
        ...coreOf(release),
        ...madeOf(release),
        phase: "verifying",
        shiftStartedAt: release.shiftStartedAt,
        hook: null,
        ending: null,
      },
      {
        type: "verifying_started",
        sentence: `Version ${release.canaryVersion} gets all traffic and is verified.`,
      },
    );
  }
  const weightPercent = weightOf(release, seen);
  if (weightPercent === release.weightPercent) return unchanged;
  return changed(
    {
      ...release,
      weightPercent,
      nextChangeAt: nextChange(release, release.shiftStartedAt, weightPercent),
    },
    {
      type: "weight_changed",
      sentence: `Version ${release.canaryVersion} gets ${weightPercent}% of the traffic.`,
    },
  );
}

function lookVerifying(release: Verifying, seen: Observation): Decision {
  if (release.ending) return unchanged;
  const cause = causeToStop(release, seen);
  if (cause) return rollBack(release, cause);
  if (seen.shift.status !== "succeeded") return unchanged;
  const { version, weights } = seen.alias;
  if (version === release.canaryVersion && Object.keys(weights).length === 0) {
    return changed({ ...release, ending: { phase: "succeeded", cause: null, sentence: null } });
  }
  return changed({ ...release, ending: { phase: "failed", cause: moved(release, version) } });
}

function lookRollingBack(release: RollingBack, seen: Observation, now: Instant): Decision {
  if (release.ending) return unchanged;
  const way = wayBack(release, seen, now);
  if (way === "arrived") {
    return changed({ ...release, ending: { phase: "rolled_back", cause: release.cause } });
  }
  if (way !== "taken_over") return unchanged;
  const cause = moved(release, seen.alias.version);
  return changed({ ...release, ending: { phase: "failed", cause } });
}

/** Why a release must not go on, if there is a reason. */
function causeToStop(release: Deployed, { shift, alarms }: Observation): Cause | undefined {
  const tripped = trippedOf(alarms);
  if (tripped) return causeOfAlarm(tripped, release.canaryVersion);
  if (shift.status !== "failed" && shift.status !== "stopped") return undefined;
  return causeOfFailure(shift.failure, release.deploymentId);
}

function moved(release: Deployed, version: string): Cause {
  const { alias, functionName } = release.target;
  return {
    type: "conflict",
    sentence: `Somebody else pointed the alias ${alias} of ${functionName} at version ${version} during the release; Coalmine left it there. Keep other tools off the alias, then release again.`,
  };
}

function trippedOf(alarms: readonly AlarmReading[]): AlarmReading | undefined {
  return alarms.find((alarm) => alarm.state === "alarm");
}

function weightOf(release: Deployed, { alias }: Observation): number {
  if (alias.version === release.canaryVersion) return 100;
  return alias.weights[release.canaryVersion] ?? 0;
}

function nextChange(release: Deployed, startedAt: Instant, weightPercent: number): Instant | null {
  const next = stepAfter(release.strategy, weightPercent);
  return next ? addSeconds(startedAt, next.atMinutes * 60) : null;
}

function madeOf({ stableVersion, canaryVersion, alarms, deploymentId, verdict }: Deployed) {
  return { stableVersion, canaryVersion, alarms, deploymentId, verdict };
}
