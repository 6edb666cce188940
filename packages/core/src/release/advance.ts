import type { Context } from "../context.ts";
import { ChangedMeanwhileError } from "../errors.ts";
import type { ReleaseId } from "../id.ts";
import { secondsBetween } from "../time.ts";
import type { Decision, Observation } from "./event.ts";
import { getRelease } from "./get.ts";
import { decide } from "./machine.ts";
import { nextEffect } from "./next.ts";
import { observe } from "./observe.ts";
import { decideOverdue } from "./observed-decision.ts";
import { perform } from "./perform.ts";
import { record } from "./record.ts";
import { isTerminal, type Release } from "./schema.ts";

/** More steps than a release can have: reaching it means that an effect does not change anything. */
const stepsMax = 40;

/** SQS delays a message by no more than this; the sweeper looks every minute anyway. */
const delaySecondsMax = 900;

/**
 * The one door: whatever wakes a release comes here. Loads it, reads what AWS says now, lets the machine
 * decide, writes the decision on the version that was read, does what is next, until it is AWS's turn.
 */
export async function advanceRelease(ctx: Context, id: ReleaseId): Promise<Release> {
  const before = await getRelease(ctx, id);
  const walk = { release: before, holdsClaim: false };
  for (let step = 0; step < stepsMax; step++) {
    if (isTerminal(walk.release.phase)) break;
    if (!(await takeStep(ctx, walk))) break;
  }
  await planNextLook(ctx, before, walk.release);
  return walk.release;
}

interface Walk {
  release: Release;
  holdsClaim: boolean;
}

/** One look and at most one effect; false when there is nothing more to do now. */
async function takeStep(ctx: Context, walk: Walk): Promise<boolean> {
  const now = ctx.world.clock.now();
  const seen = await observe(ctx, walk.release);
  const noted = await note(ctx, walk, look(walk.release, seen, now));
  if (noted === "lost_race") return true;
  const effect = nextEffect(walk.release, seen, now, walk.holdsClaim);
  if (!effect) return false;
  const outcome = await perform(ctx, walk.release, effect);
  if (outcome.event) {
    const result = await note(ctx, walk, decide(walk.release, outcome.event, now));
    if (effect.type === "claim_start") walk.holdsClaim = result === "written";
  }
  if (outcome.type === "event") return true;
  await ctx.world.tasks.send({ type: "advance", releaseId: walk.release.id }, outcome.seconds);
  return false;
}

function look(release: Release, seen: Observation | undefined, now: string): Decision {
  if (seen) return decide(release, { type: "observed", observation: seen }, now);
  return release.phase === "preparing" ? decideOverdue(release, now) : { type: "unchanged" };
}

async function note(
  ctx: Context,
  walk: Walk,
  decision: Decision,
): Promise<"written" | "nothing" | "lost_race"> {
  if (decision.type !== "changed") return "nothing";
  try {
    walk.release = await record(ctx, walk.release, decision);
    return "written";
  } catch (error) {
    if (!(error instanceof ChangedMeanwhileError)) throw error;
    walk.release = await getRelease(ctx, walk.release.id);
    walk.holdsClaim = false;
    return "lost_race";
  }
}

/** CodeDeploy sends no event at a change of weight: look again when the next one is due. */
async function planNextLook(ctx: Context, before: Release, after: Release): Promise<void> {
  const seconds = secondsToNextLook(before, after, ctx.world.clock.now());
  if (seconds === undefined || seconds > delaySecondsMax) return;
  await ctx.world.tasks.send({ type: "advance", releaseId: after.id }, Math.ceil(seconds));
}

function secondsToNextLook(before: Release, after: Release, now: string): number | undefined {
  const answered =
    "hook" in before && before.hook !== null && "hook" in after && after.hook === null;
  const moved = before.phase !== after.phase || answered;
  if (after.phase === "shifting") {
    const changed =
      moved || (before.phase === "shifting" && before.nextChangeAt !== after.nextChangeAt);
    if (!changed || after.nextChangeAt === null) return undefined;
    return Math.max(0, secondsBetween(now, after.nextChangeAt)) + 2;
  }
  return moved && !isTerminal(after.phase) ? 4 : undefined;
}
