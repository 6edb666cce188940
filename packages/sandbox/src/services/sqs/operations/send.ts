import type {
  MessageAttributeValue,
  SendMessageRequest,
  SendMessageResult,
} from "@aws-sdk/client-sqs";
import type { Call, Scope } from "../../../kernel/service.ts";
import { queueByUrl } from "../address.ts";
import { deduplicate, deduplicationIdOf } from "../deduplication.ts";
import { enqueue, notify } from "../delivery.ts";
import { md5, md5OfAttributes } from "../digest.ts";
import { checkOutgoing, type Outgoing } from "../outgoing-message.ts";
import { numberOf, type Queue, type QueuedMessage, type Sqs } from "../state.ts";

export interface Sent extends SendMessageResult {
  MessageId: string;
  MD5OfMessageBody: string;
}

export function sendMessage(sqs: Sqs, call: Call, input: SendMessageRequest): SendMessageResult {
  const queue = queueByUrl(sqs, call.scope, input.QueueUrl);
  const sent = send(sqs, queue, call.scope, input);
  notify(sqs, queue);
  return sent;
}

/** Takes a message into a queue, silently dropping a duplicate. Listeners are not told yet. */
export function send(sqs: Sqs, queue: Queue, sender: Scope, outgoing: Outgoing): Sent {
  checkOutgoing(queue, outgoing);
  const body = outgoing.MessageBody ?? "";
  const attributes = outgoing.MessageAttributes ?? {};
  const deduplicationId = deduplicationIdOf(queue, outgoing);
  const identity = deduplicate(sqs.cloud, queue, outgoing.MessageGroupId, deduplicationId);
  if (!identity.isDuplicate) {
    const message: QueuedMessage = {
      id: identity.messageId,
      body,
      bodyMd5: md5(body),
      attributes,
      traceHeader: traceHeaderOf(outgoing),
      senderId: sender.account,
      groupId: outgoing.MessageGroupId,
      deduplicationId,
      sequenceNumber: identity.sequenceNumber,
      sentAt: sqs.cloud.clock.now(),
      deadLetterSource: undefined,
      firstReceivedAt: undefined,
      receiveCount: 0,
      receivesHere: 0,
      receiptHandle: undefined,
      hidden: undefined,
    };
    enqueue(sqs, queue, message, outgoing.DelaySeconds ?? numberOf(queue, "DelaySeconds"));
  }
  return {
    MessageId: identity.messageId,
    MD5OfMessageBody: md5(body),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MD5OfMessageSystemAttributes: md5OfAttributes(systemAttributesOf(outgoing)),
    SequenceNumber: identity.sequenceNumber,
  };
}

function systemAttributesOf(outgoing: Outgoing): Record<string, MessageAttributeValue> {
  return { ...outgoing.MessageSystemAttributes };
}

function traceHeaderOf(outgoing: Outgoing): string | undefined {
  return outgoing.MessageSystemAttributes?.AWSTraceHeader?.StringValue;
}
