import type { Timer } from "../../kernel/clock.ts";
import { findQueueByArn } from "./address.ts";
import { transfer } from "./delivery.ts";
import type { Queue, QueuedMessage, Sqs } from "./state.ts";

/** One StartMessageMoveTask. */
export interface MoveTask {
  readonly handle: string;
  readonly source: Queue;
  readonly destinationArn: string | undefined;
  readonly perSecond: number | undefined;
  readonly startedAt: number;
  readonly toMove: number;
  moved: number;
  status: "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";
  failureReason: string | undefined;
  timer: Timer | undefined;
}

/** SQS chooses its own speed where none is asked for. */
const unaskedPerSecond = 500;

/** Moves one second's messages, and comes again a second later while there are more. */
export function runMove(sqs: Sqs, task: MoveTask): void {
  const due = [...task.source.ready].slice(0, task.perSecond ?? unaskedPerSecond);
  for (const message of due) {
    const target = destinationOf(sqs, task, message);
    if (!target) {
      task.status = "FAILED";
      task.failureReason = "AWS.SimpleQueueService.NonExistentQueue";
      return;
    }
    transfer(sqs, task.source, target, { ...message, deadLetterSource: undefined });
    task.moved++;
  }
  if (task.source.ready.size === 0) {
    task.status = "COMPLETED";
    return;
  }
  task.timer = sqs.cloud.clock.after(1000, () => runMove(sqs, task));
}

function destinationOf(sqs: Sqs, task: MoveTask, message: QueuedMessage): Queue | undefined {
  const arn = task.destinationArn ?? message.deadLetterSource;
  return arn === undefined ? undefined : findQueueByArn(sqs, arn);
}
