import { z } from "zod";
import { ReleaseId } from "../id.ts";

/** Something for a worker to do, as it travels on the queue. */
export const Task = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("advance"), releaseId: ReleaseId }),
  z.strictObject({
    type: z.literal("hook"),
    moment: z.enum(["before_traffic", "after_traffic"]),
    deploymentId: z.string(),
    executionId: z.string(),
  }),
  z.strictObject({ type: z.literal("notify"), releaseId: ReleaseId }),
]);
export type Task = z.infer<typeof Task>;

export interface TaskQueue {
  /** Delivered at least once, in any order. */
  send(task: Task, delaySeconds?: number): Promise<void>;
  sendAll(tasks: readonly Task[]): Promise<void>;
}
