import type { Message, ReceiveMessageRequest, ReceiveMessageResult } from "@aws-sdk/client-sqs";
import { AwsError } from "../../../kernel/aws-error.ts";
import type { Call } from "../../../kernel/service.ts";
import { queueByUrl } from "../address.ts";
import { take } from "../delivery.ts";
import { md5OfAttributes } from "../digest.ts";
import { invalidValue } from "../errors.ts";
import { chooseAttributes, systemAttributesOf } from "../incoming-message.ts";
import { numberOf, type Poll, type Queue, type QueuedMessage, type Sqs } from "../state.ts";

export async function receiveMessage(
  sqs: Sqs,
  call: Call,
  input: ReceiveMessageRequest,
): Promise<ReceiveMessageResult> {
  const queue = queueByUrl(sqs, call.scope, input.QueueUrl);
  checkReceive(input);
  checkInFlight(queue);
  const attempt = () =>
    take(sqs, queue, input.MaxNumberOfMessages ?? 1, input.VisibilityTimeout ?? undefined);
  const waitSeconds = input.WaitTimeSeconds ?? numberOf(queue, "ReceiveMessageWaitTimeSeconds");
  const atOnce = attempt();
  const messages =
    atOnce.length > 0 || waitSeconds === 0
      ? atOnce
      : await sqs.cloud.clock.waiting(poll(sqs, queue, waitSeconds, attempt));
  if (messages.length === 0) return {};
  return { Messages: messages.map((message) => present(message, input)) };
}

/** Waits until there is a message, or the time is over, or the queue is deleted. */
function poll(
  sqs: Sqs,
  queue: Queue,
  waitSeconds: number,
  attempt: () => QueuedMessage[],
): Promise<QueuedMessage[]> {
  return new Promise((resolve) => {
    const finish = (messages: QueuedMessage[]) => {
      queue.polls.delete(waiting);
      timer.cancel();
      resolve(messages);
    };
    const waiting: Poll = {
      retry() {
        const messages = attempt();
        if (messages.length > 0) finish(messages);
      },
      end: () => finish([]),
    };
    const timer = sqs.cloud.clock.after(waitSeconds * 1000, () => waiting.end());
    queue.polls.add(waiting);
  });
}

function present(message: QueuedMessage, input: ReceiveMessageRequest): Message {
  const attributes = chooseAttributes(message.attributes, input.MessageAttributeNames ?? []);
  const names = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
  const system = systemAttributesOf(message, names);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: message.bodyMd5,
    Body: message.body,
    Attributes: Object.keys(system).length > 0 ? system : undefined,
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MessageAttributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}

function checkReceive(input: ReceiveMessageRequest): void {
  checkRange(input.MaxNumberOfMessages, "MaxNumberOfMessages", 1, 10, "Must be between 1 and 10");
  checkRange(input.WaitTimeSeconds, "WaitTimeSeconds", 0, 20, "Must be >= 0 and <= 20");
  const visibility = "Must be between 0 and 43200";
  checkRange(input.VisibilityTimeout, "VisibilityTimeout", 0, 43_200, visibility);
}

function checkRange(
  value: number | undefined,
  parameter: string,
  least: number,
  most: number,
  rule: string,
): void {
  if (value === undefined || (value >= least && value <= most)) return;
  throw invalidValue(value, parameter, `${rule}, if provided.`);
}

function checkInFlight(queue: Queue): void {
  const inFlight = queue.messages.size - queue.ready.size;
  if (inFlight < 120_000) return;
  const message = "Too many messages in flight.";
  throw new AwsError("OverLimit", message, { status: 403 });
}
