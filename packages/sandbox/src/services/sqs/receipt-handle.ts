import { AwsError } from "../../kernel/aws-error.ts";
import type { Cloud } from "../../kernel/cloud.ts";
import { missingParameter } from "./errors.ts";
import type { Queue } from "./state.ts";

export function createReceiptHandle(cloud: Cloud, queue: Queue, messageId: string): string {
  const text = `${cloud.random.uuid()} ${queue.arn} ${messageId} ${cloud.clock.now()}`;
  return Buffer.from(text).toString("base64");
}

/** Id of the message that a handle speaks of. Throws where the queue never gave out such a handle. */
export function messageIdOf(queue: Queue, handle: string | undefined): string {
  if (!handle) throw missingParameter("ReceiptHandle");
  const [, arn, messageId, time] = Buffer.from(handle, "base64").toString("utf8").split(" ");
  if (arn !== queue.arn || !messageId || !time) {
    const message = `The input receipt handle "${handle}" is not a valid receipt handle.`;
    throw new AwsError("ReceiptHandleIsInvalid", message, { status: 404 });
  }
  return messageId;
}
