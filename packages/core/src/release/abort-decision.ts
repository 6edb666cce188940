import { assertNever } from "../assert.ts";
import type { Actor } from "../auth/actor.ts";
import type { Instant } from "../time.ts";
import type { Cause } from "./cause.ts";
import { coreOf } from "./ending.ts";
import { changed, type Decision, type Draft, refused, unchanged } from "./event.ts";
import { rollBack } from "./roll-back.ts";
import type { Queued, Release } from "./schema.ts";

interface AbortRequest {
  readonly actor: Actor;
  readonly reason: string | undefined;
}

/** What an operator's abort does: before traffic the release ends, afterwards traffic goes back. */
export function decideAbort(release: Release, request: AbortRequest, now: Instant): Decision {
  const cause = causeOf(request);
  const entry: Draft = { type: "abort_requested", sentence: cause.sentence, actor: request.actor };
  switch (release.phase) {
    case "queued":
      return abortQueued(release, cause, entry, now);
    case "preparing":
      if (release.ending) return unchanged;
      return changed({ ...release, ending: { phase: "aborted", cause } }, entry);
    case "validating":
      if (release.ending) return unchanged;
      return changed({ ...release, ending: { phase: "failed", cause } }, entry);
    case "shifting":
      return rollBack(release, cause, entry);
    case "verifying":
      return release.ending ? refused : rollBack(release, cause, entry);
    case "rolling_back":
      return unchanged;
    case "succeeded":
    case "failed":
    case "rolled_back":
    case "aborted":
    case "superseded":
      return refused;
    default:
      return assertNever(release);
  }
}

function abortQueued(release: Queued, cause: Cause, entry: Draft, now: Instant): Decision {
  return changed(
    {
      ...coreOf(release),
      phase: "aborted",
      cause,
      stableVersion: null,
      canaryVersion: null,
      deploymentId: null,
      verdict: null,
      finishedAt: now,
    },
    entry,
    { type: "release_aborted", sentence: cause.sentence },
  );
}

function causeOf({ actor, reason }: AbortRequest): Cause {
  const why = reason ? `: ${reason}` : "";
  return { type: "operator", sentence: `${actor.name} aborted the release${why}.` };
}
