import type { SqsDoor } from "../../kernel/cloud.ts";
import { queueByArn } from "./address.ts";
import { notify, take } from "./delivery.ts";
import { eventSourceForm } from "./incoming-message.ts";
import { changeByHandle, removeByHandle } from "./operations/receipts.ts";
import { send } from "./operations/send.ts";
import { numberOf, type Sqs } from "./state.ts";

export function createSqsDoor(sqs: Sqs): SqsDoor {
  return {
    send(queueArn, body, groupId) {
      const queue = queueByArn(sqs, queueArn);
      send(sqs, queue, queue.scope, { MessageBody: body, MessageGroupId: groupId });
      notify(sqs, queue);
    },
    receive(queueArn, max, visibilitySeconds) {
      return take(sqs, queueByArn(sqs, queueArn), max, visibilitySeconds).map(eventSourceForm);
    },
    remove: (queueArn, receiptHandle) => removeByHandle(queueByArn(sqs, queueArn), receiptHandle),
    release: (queueArn, receiptHandle) =>
      changeByHandle(sqs, queueByArn(sqs, queueArn), receiptHandle, 0),
    visibilitySeconds: (queueArn) => numberOf(queueByArn(sqs, queueArn), "VisibilityTimeout"),
    onVisible(queueArn, listener) {
      const listeners = sqs.listeners.get(queueArn) ?? new Set();
      sqs.listeners.set(queueArn, listeners.add(listener));
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
