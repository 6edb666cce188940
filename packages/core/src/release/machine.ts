import { assertNever } from "../assert.ts";
import type { Instant } from "../time.ts";
import { decideAbort } from "./abort-decision.ts";
import { finish } from "./ending.ts";
import { changed, type Decision, type ReleaseEvent, refused, unchanged } from "./event.ts";
import { decideGates, decideHookAnswered, decideHookCall } from "./hook-decision.ts";
import { decideObserved } from "./observed-decision.ts";
import { decidePreparing } from "./preparing-decision.ts";
import type { Release } from "./schema.ts";

/** Pure: what an event does to a release. Time comes in; what is to be done next is `nextEffect`'s. */
export function decide(release: Release, event: ReleaseEvent, now: Instant): Decision {
  switch (event.type) {
    case "begun":
    case "stable_read":
    case "code_put":
    case "published":
    case "alarms_armed":
    case "plan_ensured":
    case "start_claimed":
    case "start_deferred":
    case "shift_started":
    case "refused":
      return decidePreparing(release, event, now);
    case "hook_called":
      return decideHookCall(release, event);
    case "gates_answered":
      return decideGates(release, event.answers);
    case "hook_answered":
      return decideHookAnswered(release);
    case "abort_requested":
      return decideAbort(release, event, now);
    case "observed":
      return decideObserved(release, event.observation, now);
    case "alias_restored":
      return decideRestored(release);
    case "alarms_removed":
      return decideRemoved(release, now);
    default:
      return assertNever(event);
  }
}

function decideRestored(release: Release): Decision {
  if (release.phase !== "rolling_back" && release.phase !== "validating") return refused;
  return changed(release, {
    type: "alias_restored",
    sentence: `The alias ${release.target.alias} was put back on version ${release.stableVersion}.`,
  });
}

function decideRemoved(release: Release, now: Instant): Decision {
  if (!("ending" in release)) return refused;
  if (release.ending === null) return unchanged;
  return finish(release, release.ending, now);
}
