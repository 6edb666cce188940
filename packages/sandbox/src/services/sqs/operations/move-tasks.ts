import type {
  CancelMessageMoveTaskRequest,
  CancelMessageMoveTaskResult,
  ListMessageMoveTasksRequest,
  ListMessageMoveTasksResult,
  StartMessageMoveTaskRequest,
  StartMessageMoveTaskResult,
} from "@aws-sdk/client-sqs";
import { AwsError } from "../../../kernel/aws-error.ts";
import type { Call } from "../../../kernel/service.ts";
import { findQueueByArn } from "../address.ts";
import { invalidParameter } from "../errors.ts";
import { type MoveTask, runMove } from "../move-task.ts";
import { sourcesOf } from "../redrive.ts";
import type { Queue, Sqs } from "../state.ts";

export function startMessageMoveTask(
  sqs: Sqs,
  call: Call,
  input: StartMessageMoveTaskRequest,
): StartMessageMoveTaskResult {
  const source = existing(sqs, input.SourceArn);
  if (sourcesOf(sqs, source).length === 0) {
    throw invalidParameter("Source queue must be configured as a Dead Letter Queue.");
  }
  if (input.DestinationArn !== undefined) existing(sqs, input.DestinationArn);
  const { moves } = sqs.states.of(call.scope);
  if (moves.some((task) => task.source === source && task.status === "RUNNING")) {
    const message =
      "There is already a task running. Only one active task is allowed for a source queue arn at a given time.";
    throw new AwsError("UnsupportedOperation", message);
  }
  const task: MoveTask = {
    handle: Buffer.from(
      JSON.stringify({ taskId: sqs.cloud.random.uuid(), sourceArn: source.arn }),
    ).toString("base64"),
    source,
    destinationArn: input.DestinationArn,
    perSecond: input.MaxNumberOfMessagesPerSecond,
    startedAt: sqs.cloud.clock.now(),
    toMove: source.messages.size,
    moved: 0,
    status: "RUNNING",
    failureReason: undefined,
    timer: undefined,
  };
  task.timer = sqs.cloud.clock.after(0, () => runMove(sqs, task));
  moves.unshift(task);
  return { TaskHandle: task.handle };
}

export function cancelMessageMoveTask(
  sqs: Sqs,
  call: Call,
  input: CancelMessageMoveTaskRequest,
): CancelMessageMoveTaskResult {
  const task = sqs.states.of(call.scope).moves.find(({ handle }) => handle === input.TaskHandle);
  if (!task)
    throw resourceNotFound(
      "The resource that you specified for the TaskHandle parameter doesn't exist.",
    );
  if (task.status !== "RUNNING") {
    throw new AwsError("UnsupportedOperation", "Only active tasks can be canceled.");
  }
  task.timer?.cancel();
  task.status = "CANCELLED";
  return { ApproximateNumberOfMessagesMoved: task.moved };
}

/** The newest first; of those that are over no handle is told. */
export function listMessageMoveTasks(
  sqs: Sqs,
  call: Call,
  input: ListMessageMoveTasksRequest,
): ListMessageMoveTasksResult {
  const source = existing(sqs, input.SourceArn);
  const tasks = sqs.states.of(call.scope).moves.filter((task) => task.source === source);
  return {
    Results: tasks.slice(0, input.MaxResults ?? 1).map((task) => ({
      TaskHandle: task.status === "RUNNING" ? task.handle : undefined,
      Status: task.status,
      SourceArn: source.arn,
      DestinationArn: task.destinationArn,
      MaxNumberOfMessagesPerSecond: task.perSecond,
      ApproximateNumberOfMessagesMoved: task.moved,
      ApproximateNumberOfMessagesToMove: task.toMove,
      FailureReason: task.failureReason,
      StartedTimestamp: Math.floor(task.startedAt),
    })),
  };
}

function existing(sqs: Sqs, arn: string | undefined): Queue {
  const queue = findQueueByArn(sqs, arn ?? "");
  if (queue) return queue;
  throw resourceNotFound(
    "The resource that you specified for the SourceArn parameter doesn't exist.",
  );
}

function resourceNotFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message, { status: 404 });
}
