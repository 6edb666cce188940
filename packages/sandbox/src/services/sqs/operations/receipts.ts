import type { ChangeMessageVisibilityRequest, DeleteMessageRequest } from "@aws-sdk/client-sqs";
import { AwsError } from "../../../kernel/aws-error.ts";
import type { Call } from "../../../kernel/service.ts";
import { queueByUrl } from "../address.ts";
import { changeVisibility, discard } from "../delivery.ts";
import { invalidValue, missingParameter } from "../errors.ts";
import { messageIdOf } from "../receipt-handle.ts";
import type { Queue, Sqs } from "../state.ts";

export function deleteMessage(sqs: Sqs, call: Call, input: DeleteMessageRequest): object {
  const queue = queueByUrl(sqs, call.scope, input.QueueUrl);
  removeByHandle(queue, input.ReceiptHandle);
  return {};
}

export function changeMessageVisibility(
  sqs: Sqs,
  call: Call,
  input: ChangeMessageVisibilityRequest,
): object {
  const queue = queueByUrl(sqs, call.scope, input.QueueUrl);
  changeByHandle(sqs, queue, input.ReceiptHandle, input.VisibilityTimeout);
  return {};
}

/**
 * Deletes the message of a handle. An older handle of a standard queue's message is answered as if
 * it did, as SQS does; a FIFO queue refuses a handle whose time is over.
 */
export function removeByHandle(queue: Queue, handle: string | undefined): void {
  const message = queue.messages.get(messageIdOf(queue, handle));
  if (!message) return;
  const isCurrent = message.receiptHandle === handle;
  if (queue.isFifo && !(isCurrent && message.hidden)) {
    throw invalidValue(handle, "ReceiptHandle", "The receipt handle has expired.");
  }
  if (isCurrent) discard(queue, message);
}

/** Hides the message of a handle for `seconds` from now. */
export function changeByHandle(
  sqs: Sqs,
  queue: Queue,
  handle: string | undefined,
  seconds: number | undefined,
): void {
  if (seconds === undefined) throw missingParameter("VisibilityTimeout");
  if (seconds < 0 || seconds > 43_200) {
    const reason = "VisibilityTimeout must be an integer between 0 and 43200.";
    throw invalidValue(seconds, "VisibilityTimeout", reason);
  }
  const message = queue.messages.get(messageIdOf(queue, handle));
  if (!message || message.receiptHandle !== handle) {
    const reason = "Message does not exist or is not available for visibility timeout change.";
    throw invalidValue(handle, "ReceiptHandle", reason);
  }
  if (message.hidden?.reason !== "in_flight") {
    const problem = `Value ${handle} for parameter ReceiptHandle is invalid.`;
    const reason = "Message does not exist or is not available for visibility timeout change.";
    throw new AwsError("MessageNotInflight", `${problem} Reason: ${reason}`);
  }
  changeVisibility(sqs, queue, message, seconds);
}
