import { assertNever } from "../assert.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { judgeAnswer } from "../gate/judge-answer.ts";
import type { GateAnswer } from "../gate/schema.ts";
import type { CodeState, PublishAnswer } from "../ports/lambda-functions.ts";
import type { ShiftStart } from "../ports/traffic-shifter.ts";
import type { ReleaseEvent } from "./event.ts";
import type { Effect } from "./next.ts";
import type { Release } from "./schema.ts";

/** What came of an effect: something to tell the machine, or a reason to look again later. */
export type Outcome =
  | { readonly type: "event"; readonly event: ReleaseEvent }
  | { readonly type: "later"; readonly seconds: number; readonly event?: ReleaseEvent };

/** Does one effect. Throws DomainError `retryable` where AWS is not to be reached. */
export async function perform(ctx: Context, release: Release, effect: Effect): Promise<Outcome> {
  try {
    return await performOn(ctx, release, effect);
  } catch (error) {
    if (release.phase !== "preparing" || !(error instanceof DomainError) || error.retryable)
      throw error;
    return told({ type: "refused", cause: { type: "error", sentence: error.message } });
  }
}

async function performOn(ctx: Context, release: Release, effect: Effect): Promise<Outcome> {
  const { lambda, alarms, traffic } = ctx.world;
  const { target } = release;
  switch (effect.type) {
    case "begin":
      return told({ type: "begun" });
    case "read_stable":
      return told({ type: "stable_read", alias: await lambda.readAlias(target) });
    case "put_code":
      return codeOutcome(await lambda.putCode(target, release.source));
    case "publish":
      return publishOutcome(await lambda.publish(target, effect.codeSha256));
    case "arm_alarms":
      return told({
        type: "alarms_armed",
        alarms: await alarms.arm(target, {
          releaseId: release.id,
          function: release.function,
          canaryVersion: effect.canaryVersion,
          specs: release.alarmSpecs,
        }),
      });
    case "ensure_plan":
      return told({
        type: "plan_ensured",
        planName: await traffic.ensurePlan(target, release.strategy),
      });
    case "claim_start":
      return told({ type: "start_claimed" });
    case "start_shift":
      return startShift(ctx, release, effect);
    case "run_gates":
      return told({ type: "gates_answered", answers: await runGates(ctx, release) });
    case "answer_hook":
      await traffic.answerHook(target, { shiftId: deploymentOf(release), ...effect });
      return told({ type: "hook_answered" });
    case "stop_shift":
      await traffic.stop(target, deploymentOf(release));
      return { type: "later", seconds: 3 };
    case "restore_alias":
      await lambda.restoreAlias(target, effect);
      return told({ type: "alias_restored" });
    case "remove_alarms":
      await alarms.disarm(target, "alarms" in release ? (release.alarms ?? []) : []);
      return told({ type: "alarms_removed" });
    default:
      return assertNever(effect);
  }
}

async function startShift(
  ctx: Context,
  release: Release,
  order: Extract<Effect, { type: "start_shift" }>,
): Promise<Outcome> {
  const started: ShiftStart = await ctx.world.traffic.start(release.target, {
    releaseId: release.id,
    from: order.from,
    to: order.to,
    planName: order.planName,
    alarms: "alarms" in release ? (release.alarms ?? []) : [],
    since: release.createdAt,
  });
  switch (started.type) {
    case "started":
      return told({ type: "shift_started", shiftId: started.shiftId });
    case "busy":
      return { type: "later", seconds: 5, event: { type: "start_deferred" } };
    case "refused":
      return told({ type: "refused", cause: { type: "error", sentence: started.sentence } });
    default:
      return assertNever(started);
  }
}

async function runGates(ctx: Context, release: Release): Promise<readonly GateAnswer[]> {
  if (release.phase !== "validating" && release.phase !== "verifying") return [];
  const { gates, target, canaryVersion } = release;
  const wanted = release.phase === "validating" ? gates.beforeTraffic : gates.afterTraffic;
  return Promise.all(
    wanted.map(async (gate) =>
      judgeAnswer(
        gate,
        canaryVersion,
        await ctx.world.lambda.invoke(target, canaryVersion, gate.payload),
      ),
    ),
  );
}

function codeOutcome(state: CodeState): Outcome {
  switch (state.type) {
    case "ready":
      return told({ type: "code_put", codeSha256: state.codeSha256 });
    case "published":
      return told({ type: "published", version: state.version });
    case "pending":
      return { type: "later", seconds: 2 };
    case "refused":
      return told({ type: "refused", cause: { type: "error", sentence: state.sentence } });
    default:
      return assertNever(state);
  }
}

function publishOutcome(answer: PublishAnswer): Outcome {
  switch (answer.type) {
    case "published":
      return told({ type: "published", version: answer.version });
    case "pending":
      return { type: "later", seconds: 2 };
    case "refused":
      return told({ type: "refused", cause: { type: "conflict", sentence: answer.sentence } });
    default:
      return assertNever(answer);
  }
}

function deploymentOf(release: Release): string {
  if ("deploymentId" in release && release.deploymentId !== null) return release.deploymentId;
  throw new Error(`${release.id} has no deployment in phase ${release.phase}`);
}

function told(event: ReleaseEvent): Outcome {
  return { type: "event", event };
}
