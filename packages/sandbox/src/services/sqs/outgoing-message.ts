import type { MessageAttributeValue, SendMessageRequest } from "@aws-sdk/client-sqs";
import { AwsError } from "../../kernel/aws-error.ts";
import { invalidParameter, invalidValue, missingParameter } from "./errors.ts";
import { numberOf, type Queue } from "./state.ts";

/** What SendMessage and an entry of SendMessageBatch have in common. */
export type Outgoing = Omit<SendMessageRequest, "QueueUrl">;

/** Characters that neither XML nor SQS allows in a message. */
const forbidden = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Throws AwsError where a queue would not take the message. */
export function checkOutgoing(queue: Queue, outgoing: Outgoing): void {
  checkText(outgoing.MessageBody);
  for (const [name, value] of Object.entries(outgoing.MessageAttributes ?? {})) {
    checkAttribute(name, value);
  }
  const limit = numberOf(queue, "MaximumMessageSize");
  if (sizeOf(outgoing) > limit) {
    const reason = `Message must be shorter than ${limit} bytes.`;
    throw invalidParameter(`One or more parameters are invalid. Reason: ${reason}`);
  }
  checkDelay(outgoing.DelaySeconds);
  if (queue.isFifo) checkFifo(queue, outgoing);
  else checkStandard(outgoing);
}

/** Bytes of a message as its size limit counts them: body, names, types and values. */
export function sizeOf(outgoing: Outgoing): number {
  let size = Buffer.byteLength(outgoing.MessageBody ?? "");
  for (const [name, value] of Object.entries(outgoing.MessageAttributes ?? {})) {
    size += Buffer.byteLength(name) + Buffer.byteLength(value.DataType ?? "");
    size += Buffer.byteLength(value.StringValue ?? "") + (value.BinaryValue?.length ?? 0);
  }
  return size;
}

function checkText(body: string | undefined): void {
  if (!body) throw missingParameter("MessageBody");
  if (!forbidden.test(body)) return;
  throw new AwsError(
    "InvalidMessageContents",
    "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
  );
}

function checkAttribute(name: string, value: MessageAttributeValue): void {
  const type = value.DataType ?? "";
  if (type === "") {
    throw invalidParameter(
      `The message attribute '${name}' must contain non-empty message attribute type.`,
    );
  }
  const [base = ""] = type.split(".");
  if (!["String", "Number", "Binary"].includes(base)) {
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const content = base === "Binary" ? value.BinaryValue?.length : value.StringValue;
  if (!content) {
    throw invalidParameter(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${base}'.`,
    );
  }
  if (base === "Number" && !Number.isFinite(Number(value.StringValue))) {
    throw invalidParameter(
      `Can't cast the value of message (user) attribute '${name}' to a number.`,
    );
  }
}

function checkDelay(seconds: number | undefined): void {
  if (seconds === undefined || (seconds >= 0 && seconds <= 900)) return;
  throw invalidValue(seconds, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
}

function checkFifo(queue: Queue, outgoing: Outgoing): void {
  if (outgoing.DelaySeconds) {
    const reason = "The request include parameter that is not valid for this queue type.";
    throw invalidValue(outgoing.DelaySeconds, "DelaySeconds", reason);
  }
  if (!outgoing.MessageGroupId) throw missingParameter("MessageGroupId");
  checkId(outgoing.MessageGroupId, "MessageGroupId");
  const isByContent = queue.attributes.get("ContentBasedDeduplication") === "true";
  if (outgoing.MessageDeduplicationId) {
    checkId(outgoing.MessageDeduplicationId, "MessageDeduplicationId");
  } else if (!isByContent) {
    throw invalidParameter(
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  }
}

/** A standard queue takes a group, for fair delivery, but knows no duplicates. */
function checkStandard(outgoing: Outgoing): void {
  if (outgoing.MessageGroupId) checkId(outgoing.MessageGroupId, "MessageGroupId");
  if (outgoing.MessageDeduplicationId === undefined) return;
  const reason = "The request includes a parameter that is not valid for this queue type.";
  throw invalidValue(outgoing.MessageDeduplicationId, "MessageDeduplicationId", reason);
}

function checkId(id: string, parameter: string): void {
  if (/^[\x21-\x7e]{1,128}$/.test(id)) return;
  const allowed = "alphanumeric and punctuation characters. 1 to 128 in length";
  throw invalidValue(id, parameter, `${parameter} can only include ${allowed}.`);
}
