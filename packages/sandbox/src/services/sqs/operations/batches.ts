import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult,
  DeleteMessageBatchRequest,
  DeleteMessageBatchResult,
  SendMessageBatchRequest,
  SendMessageBatchResult,
} from "@aws-sdk/client-sqs";
import { AwsError } from "../../../kernel/aws-error.ts";
import type { Call } from "../../../kernel/service.ts";
import { queueByUrl } from "../address.ts";
import { checkBatch, runBatch } from "../batch.ts";
import { notify } from "../delivery.ts";
import { sizeOf } from "../outgoing-message.ts";
import type { Sqs } from "../state.ts";
import { changeByHandle, removeByHandle } from "./receipts.ts";
import { send } from "./send.ts";

/** All entries together, as one message alone. */
const limitBytes = 1_048_576;

export function sendMessageBatch(
  sqs: Sqs,
  call: Call,
  input: SendMessageBatchRequest,
): SendMessageBatchResult {
  const queue = queueByUrl(sqs, call.scope, input.QueueUrl);
  const entries = checkBatch(input.Entries, "SendMessageBatchRequestEntry");
  const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (size > limitBytes) {
    const message = `Batch requests cannot be longer than ${limitBytes} bytes. You have sent ${size} bytes.`;
    throw new AwsError("BatchRequestTooLong", message);
  }
  const result = runBatch(entries, (entry) => send(sqs, queue, call.scope, entry));
  notify(sqs, queue);
  return result;
}

export function deleteMessageBatch(
  sqs: Sqs,
  call: Call,
  input: DeleteMessageBatchRequest,
): DeleteMessageBatchResult {
  const queue = queueByUrl(sqs, call.scope, input.QueueUrl);
  const entries = checkBatch(input.Entries, "DeleteMessageBatchRequestEntry");
  return runBatch(entries, (entry) => {
    removeByHandle(queue, entry.ReceiptHandle);
    return {};
  });
}

export function changeMessageVisibilityBatch(
  sqs: Sqs,
  call: Call,
  input: ChangeMessageVisibilityBatchRequest,
): ChangeMessageVisibilityBatchResult {
  const queue = queueByUrl(sqs, call.scope, input.QueueUrl);
  const entries = checkBatch(input.Entries, "ChangeMessageVisibilityBatchRequestEntry");
  return runBatch(entries, (entry) => {
    changeByHandle(sqs, queue, entry.ReceiptHandle, entry.VisibilityTimeout);
    return {};
  });
}
