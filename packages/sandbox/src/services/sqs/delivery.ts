import { findQueueByArn } from "./address.ts";
import { createReceiptHandle } from "./receipt-handle.ts";
import { redrivePolicyOf } from "./redrive.ts";
import { type Hidden, numberOf, type Queue, type QueuedMessage, type Sqs } from "./state.ts";

/** Puts a message at the end of a queue, hidden for `delaySeconds`. Tell listeners by `notify`. */
export function enqueue(
  sqs: Sqs,
  queue: Queue,
  message: QueuedMessage,
  delaySeconds: number,
): void {
  queue.messages.set(message.id, message);
  if (delaySeconds > 0) hide(sqs, queue, message, "delayed", delaySeconds);
  else queue.ready.add(message);
}

/** Tells all who wait for messages of a queue that there may be some. */
export function notify(sqs: Sqs, queue: Queue): void {
  if (queue.ready.size === 0) return;
  for (const poll of [...queue.polls]) poll.retry();
  for (const listener of [...(sqs.listeners.get(queue.arn) ?? [])]) listener();
}

/** Up to `max` messages, now hidden; those received too often go to the dead-letter queue instead. */
export function take(
  sqs: Sqs,
  queue: Queue,
  max: number,
  visibilitySeconds = numberOf(queue, "VisibilityTimeout"),
): QueuedMessage[] {
  const taken: QueuedMessage[] = [];
  for (const message of candidates(queue)) {
    if (taken.length === max) break;
    if (isExpired(sqs, queue, message)) {
      discard(queue, message);
    } else if (!bury(sqs, queue, message)) {
      receive(sqs, queue, message, visibilitySeconds);
      taken.push(message);
    }
  }
  return taken;
}

export function discard(queue: Queue, message: QueuedMessage): void {
  message.hidden?.timer.cancel();
  message.hidden = undefined;
  queue.ready.delete(message);
  queue.messages.delete(message.id);
}

/** Hides a received message for `seconds` from now; with 0 it is visible at once. */
export function changeVisibility(
  sqs: Sqs,
  queue: Queue,
  message: QueuedMessage,
  seconds: number,
): void {
  message.hidden?.timer.cancel();
  if (seconds > 0) hide(sqs, queue, message, "in_flight", seconds);
  else show(sqs, queue, message);
}

/** Drops what has outlived the retention period of its queue. */
export function expire(sqs: Sqs, queue: Queue): void {
  for (const message of [...queue.messages.values()]) {
    if (isExpired(sqs, queue, message)) discard(queue, message);
  }
}

/** A group of a FIFO queue waits while an earlier message of it is in flight. */
function* candidates(queue: Queue): Generator<QueuedMessage> {
  if (!queue.isFifo) {
    yield* queue.ready;
    return;
  }
  const blocked = new Set<string | undefined>();
  for (const message of queue.messages.values()) {
    if (!queue.ready.has(message)) blocked.add(message.groupId);
    else if (!blocked.has(message.groupId)) yield message;
  }
}

function isExpired(sqs: Sqs, queue: Queue, message: QueuedMessage): boolean {
  const retentionMs = numberOf(queue, "MessageRetentionPeriod") * 1000;
  return sqs.cloud.clock.now() >= message.sentAt + retentionMs;
}

/** Moves a message to the dead-letter queue when it has used up its receptions. */
function bury(sqs: Sqs, queue: Queue, message: QueuedMessage): boolean {
  const policy = redrivePolicyOf(queue);
  if (!policy || message.receivesHere < policy.maxReceiveCount) return false;
  const target = findQueueByArn(sqs, policy.deadLetterTargetArn);
  if (!target) return false;
  transfer(sqs, queue, target, { ...message, deadLetterSource: queue.arn });
  return true;
}

/** Moves a message to another queue under its id. */
export function transfer(sqs: Sqs, from: Queue, to: Queue, message: QueuedMessage): void {
  const original = from.messages.get(message.id);
  if (original) discard(from, original);
  // A FIFO queue counts retention from the move, a standard one from the first send.
  const sentAt = to.isFifo ? sqs.cloud.clock.now() : message.sentAt;
  const moved = {
    ...message,
    sentAt,
    receivesHere: 0,
    receiptHandle: undefined,
    hidden: undefined,
  };
  enqueue(sqs, to, moved, 0);
  notify(sqs, to);
}

function receive(sqs: Sqs, queue: Queue, message: QueuedMessage, visibilitySeconds: number): void {
  message.receiveCount++;
  message.receivesHere++;
  message.firstReceivedAt ??= sqs.cloud.clock.now();
  message.receiptHandle = createReceiptHandle(sqs.cloud, queue, message.id);
  if (visibilitySeconds > 0) hide(sqs, queue, message, "in_flight", visibilitySeconds);
}

function hide(
  sqs: Sqs,
  queue: Queue,
  message: QueuedMessage,
  reason: Hidden["reason"],
  seconds: number,
): void {
  queue.ready.delete(message);
  const timer = sqs.cloud.clock.after(seconds * 1000, () => show(sqs, queue, message));
  message.hidden = { reason, timer };
}

function show(sqs: Sqs, queue: Queue, message: QueuedMessage): void {
  message.hidden = undefined;
  queue.ready.add(message);
  notify(sqs, queue);
}
