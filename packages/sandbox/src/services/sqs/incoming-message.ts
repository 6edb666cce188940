import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { SqsMessage } from "../../kernel/cloud.ts";
import type { QueuedMessage } from "./state.ts";

/** What SQS says of a received message, as far as `names` ask for it (`All` for everything). */
export function systemAttributesOf(
  message: QueuedMessage,
  names: readonly string[],
): Record<string, string> {
  const known: Record<string, string | undefined> = {
    SenderId: message.senderId,
    SentTimestamp: String(Math.floor(message.sentAt)),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(Math.floor(message.firstReceivedAt ?? message.sentAt)),
    SequenceNumber: message.sequenceNumber,
    MessageDeduplicationId: message.deduplicationId,
    MessageGroupId: message.groupId,
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.deadLetterSource,
  };
  const chosen: Record<string, string> = {};
  for (const [name, value] of Object.entries(known)) {
    if (value === undefined) continue;
    if (names.includes("All") || names.includes(name)) chosen[name] = value;
  }
  return chosen;
}

/** The message attributes that `names` ask for: `All`, `.*`, `prefix.*` or the full name. */
export function chooseAttributes(
  attributes: Readonly<Record<string, MessageAttributeValue>>,
  names: readonly string[],
): Record<string, MessageAttributeValue> {
  const isAsked = (attribute: string) =>
    names.some((name) => {
      if (name === "All" || name === ".*") return true;
      return name.endsWith(".*") ? attribute.startsWith(name.slice(0, -2)) : attribute === name;
    });
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isAsked(name)));
}

/** A message just received, in the form in which an event source mapping hands it on. */
export function eventSourceForm(message: QueuedMessage): SqsMessage {
  return {
    messageId: message.id,
    receiptHandle: message.receiptHandle ?? "",
    body: message.body,
    md5OfBody: message.bodyMd5,
    attributes: systemAttributesOf(message, ["All"]),
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, value]) => [name, eventSourceValue(value)]),
    ),
  };
}

function eventSourceValue(value: MessageAttributeValue): Record<string, unknown> {
  return {
    ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
    ...(value.BinaryValue === undefined
      ? {}
      : { binaryValue: Buffer.from(value.BinaryValue).toString("base64") }),
    stringListValues: [],
    binaryListValues: [],
    dataType: value.DataType,
  };
}
