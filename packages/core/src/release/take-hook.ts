import type { Context } from "../context.ts";
import type { ReleaseId } from "../id.ts";
import type { Task } from "../ports/task-queue.ts";
import { advanceRelease } from "./advance.ts";
import { decide } from "./machine.ts";
import { record } from "./record.ts";
import { isTerminal, type Release } from "./schema.ts";

type HookTask = Extract<Task, { type: "hook" }>;

/** How long a hook that came before its release was ready for it waits for the next try. */
const retrySeconds = 5;

/** A lifecycle hook was called: notes it, lets the gates answer, and tells CodeDeploy. */
export async function takeHook(ctx: Context, task: HookTask): Promise<void> {
  const id = await findRelease(ctx, task);
  if (!id) return;
  const release = await advanceRelease(ctx, id);
  if (isTerminal(release.phase)) return;
  if (await noteCall(ctx, release, task)) await advanceRelease(ctx, id);
}

/** The hook may fire before the worker that made the deployment has written its id. */
async function findRelease(ctx: Context, task: HookTask): Promise<ReleaseId | undefined> {
  const { active, traffic } = ctx.world;
  const known = await active.ofDeployment(task.deploymentId);
  return known ?? (await traffic.releaseOf(task.deploymentId));
}

async function noteCall(ctx: Context, release: Release, task: HookTask): Promise<boolean> {
  const { moment, executionId } = task;
  const decision = decide(
    release,
    { type: "hook_called", moment, executionId },
    ctx.world.clock.now(),
  );
  if (decision.type === "changed") {
    await record(ctx, release, decision);
    return true;
  }
  const early =
    release.phase === "preparing" ||
    (moment === "after_traffic" && release.phase !== "rolling_back");
  if (decision.type === "refused" && early) await ctx.world.tasks.send(task, retrySeconds);
  return decision.type === "unchanged";
}
