import { assertNever } from "../assert.ts";
import type { AliasReading } from "../ports/lambda-functions.ts";
import { strategyName } from "../strategy/name.ts";
import type { Instant } from "../time.ts";
import type { Cause } from "./cause.ts";
import { coreOf } from "./ending.ts";
import { changed, type Decision, type ReleaseEvent, refused, unchanged } from "./event.ts";
import type { Preparing, Release } from "./schema.ts";

type PreparingEvent = Extract<
  ReleaseEvent,
  {
    type:
      | "begun"
      | "stable_read"
      | "code_put"
      | "published"
      | "alarms_armed"
      | "plan_ensured"
      | "start_claimed"
      | "start_deferred"
      | "shift_started"
      | "refused";
  }
>;

/** What the steps of `preparing` do to a release. */
export function decidePreparing(release: Release, event: PreparingEvent, now: Instant): Decision {
  if (event.type === "begun") return begin(release);
  if (release.phase !== "preparing") return refused;
  switch (event.type) {
    case "stable_read":
      return readStable(release, event.alias);
    case "code_put":
      return changed(
        { ...release, codeSha256: event.codeSha256 },
        {
          type: "code_put",
          sentence: `The code of ${release.target.functionName} was put in place.`,
        },
      );
    case "published":
      return publish(release, event.version);
    case "alarms_armed":
      return changed(
        { ...release, alarms: [...event.alarms] },
        { type: "alarms_armed", sentence: `Armed ${event.alarms.length} fresh alarms.` },
      );
    case "plan_ensured":
      return changed({ ...release, planName: event.planName });
    case "start_claimed":
      return changed({ ...release, claimedAt: now });
    case "start_deferred":
      return release.claimedAt === null ? unchanged : changed({ ...release, claimedAt: null });
    case "shift_started":
      return startShift(release, event.shiftId);
    case "refused":
      return end(release, event.cause);
    default:
      return assertNever(event);
  }
}

function begin(release: Release): Decision {
  if (release.phase !== "queued") return refused;
  return changed(
    {
      ...coreOf(release),
      phase: "preparing",
      stable: null,
      codeSha256: null,
      canaryVersion: null,
      alarms: null,
      planName: null,
      claimedAt: null,
      ending: null,
    },
    { type: "preparing_started", sentence: `Preparing ${release.target.functionName}.` },
  );
}

function readStable(release: Preparing, alias: AliasReading): Decision {
  const { functionName, alias: name } = release.target;
  const shares = Object.entries(alias.weights);
  if (shares.length > 0) {
    const list = shares
      .map(([version, percent]) => `version ${version} gets ${percent}%`)
      .join(", ");
    return end(release, {
      type: "conflict",
      sentence: `The alias ${name} of ${functionName} already splits its traffic (${list}); clear its routing weights, then release again.`,
    });
  }
  if (alias.version === "$LATEST") {
    return end(release, {
      type: "conflict",
      sentence: `The alias ${name} of ${functionName} points at $LATEST, which cannot be one side of a canary; point it at a published version, then release again.`,
    });
  }
  return changed(
    { ...release, stable: { version: alias.version, revisionId: alias.revisionId } },
    { type: "stable_read", sentence: `Version ${alias.version} is stable.` },
  );
}

function publish(release: Preparing, version: string): Decision {
  if (version === release.stable?.version) {
    return changed({
      ...release,
      canaryVersion: version,
      ending: {
        phase: "succeeded",
        cause: null,
        sentence: `Nothing changed: the alias ${release.target.alias} already points at version ${version} with this code and configuration.`,
      },
    });
  }
  return changed(
    { ...release, canaryVersion: version },
    { type: "version_published", sentence: `Version ${version} is the canary.` },
  );
}

function startShift(release: Preparing, deploymentId: string): Decision {
  const { stable, canaryVersion, alarms, ending } = release;
  if (!stable || !canaryVersion || !alarms) return refused;
  const carried = ending && ending.phase !== "succeeded" ? ending.cause : null;
  return changed(
    {
      ...coreOf(release),
      phase: "validating",
      stableVersion: stable.version,
      canaryVersion,
      alarms,
      deploymentId,
      verdict: null,
      hook: null,
      ending: carried ? { phase: "failed", cause: carried } : null,
    },
    {
      type: "deployment_created",
      sentence: `Deployment ${deploymentId} will shift traffic from version ${stable.version} to version ${canaryVersion} by ${strategyName(release.strategy)}.`,
    },
  );
}

function end(release: Preparing, cause: Cause): Decision {
  return changed({ ...release, claimedAt: null, ending: { phase: "failed", cause } });
}
