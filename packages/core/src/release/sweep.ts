import type { Context } from "../context.ts";
import type { Task } from "../ports/task-queue.ts";
import { addSeconds } from "../time.ts";

const batchSize = 100;
/** A notice that is older than this was not picked up by the notifier in the usual way. */
const overdueSeconds = 90;

/** Looks after every active release and every overdue notice, so that no lost event matters. */
export async function sweep(ctx: Context): Promise<{ advanced: number; notified: number }> {
  const { active, outbox, clock } = ctx.world;
  const advanced = await enqueue(ctx, active.all(), "advance");
  const before = addSeconds(clock.now(), -overdueSeconds);
  const notified = await enqueue(ctx, outbox.overdue(before), "notify");
  ctx.world.log.info("sweep finished", { advanced, notified });
  return { advanced, notified };
}

async function enqueue(
  ctx: Context,
  releases: AsyncIterable<string>,
  type: "advance" | "notify",
): Promise<number> {
  let tasks: Task[] = [];
  let count = 0;
  for await (const releaseId of releases) {
    tasks.push({ type, releaseId });
    count++;
    if (tasks.length < batchSize) continue;
    await ctx.world.tasks.sendAll(tasks);
    tasks = [];
  }
  if (tasks.length > 0) await ctx.world.tasks.sendAll(tasks);
  return count;
}
