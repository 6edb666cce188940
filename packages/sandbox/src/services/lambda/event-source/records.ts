import type { SqsMessage } from "../../../kernel/cloud.ts";

/** An event carries no more than a synchronous payload may. */
const eventBytesMax = 6_291_456;

/** A message that was received and waits for its batch. */
export interface Received {
  readonly message: SqsMessage;
  /** When the queue shows it again, ms since the epoch. */
  readonly visibleAt: number;
}

/** A message in the form in which functions see it. */
export function recordOf(message: SqsMessage, queueArn: string): object {
  const [, , , awsRegion] = queueArn.split(":");
  const { messageId, receiptHandle, body, attributes, messageAttributes, md5OfBody } = message;
  return {
    messageId,
    receiptHandle,
    body,
    attributes,
    messageAttributes,
    md5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion,
  };
}

/** Takes the next batch out of `buffer`: up to `most` messages that fit into one event. */
export function takeBatch(buffer: Received[], most: number, queueArn: string): Received[] {
  let size = 20;
  let count = 0;
  for (const { message } of buffer.slice(0, most)) {
    size += Buffer.byteLength(JSON.stringify(recordOf(message, queueArn))) + 1;
    if (size > eventBytesMax && count > 0) break;
    count++;
  }
  return buffer.splice(0, count);
}
