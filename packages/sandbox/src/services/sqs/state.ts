import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { Timer } from "../../kernel/clock.ts";
import type { Cloud } from "../../kernel/cloud.ts";
import type { Scoped } from "../../kernel/scoped.ts";
import type { Scope } from "../../kernel/service.ts";
import type { MoveTask } from "./move-task.ts";

/** What the operations of the service work on. */
export interface Sqs {
  readonly cloud: Cloud;
  readonly states: Scoped<SqsState>;
  /** By queue ARN: they outlive the queue, as an event source mapping does. */
  readonly listeners: Map<string, Set<() => void>>;
}

export interface SqsState {
  readonly queues: Map<string, Queue>;
  /** When a queue of that name was deleted, in ms. */
  readonly deletedAt: Map<string, number>;
  readonly moves: MoveTask[];
}

export interface Queue {
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  readonly isFifo: boolean;
  readonly createdAt: number;
  modifiedAt: number;
  purgedAt: number | undefined;
  /** As many messages as were ever sent; FIFO sequence numbers come from it. */
  sent: number;
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
  /** In order of arrival. */
  readonly messages: Map<string, QueuedMessage>;
  /** Those of `messages` that may be received now; of a standard queue in the order to receive them. */
  readonly ready: Set<QueuedMessage>;
  readonly deduplications: Map<string, Deduplication>;
  readonly polls: Set<Poll>;
}

/** A long poll that waits for a message. */
export interface Poll {
  /** Looks for messages again. */
  retry(): void;
  /** Ends with no message. */
  end(): void;
}

export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  readonly bodyMd5: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly traceHeader: string | undefined;
  readonly senderId: string;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  readonly sentAt: number;
  /** ARN of the queue that gave it up, where this is a dead-letter queue. */
  readonly deadLetterSource: string | undefined;
  firstReceivedAt: number | undefined;
  receiveCount: number;
  /** Receptions since it came to this queue: what `maxReceiveCount` counts. */
  receivesHere: number;
  /** Only the handle of the newest reception counts. */
  receiptHandle: string | undefined;
  hidden: Hidden | undefined;
}

export interface Hidden {
  readonly reason: "delayed" | "in_flight";
  readonly timer: Timer;
}

export interface Deduplication {
  readonly messageId: string;
  readonly sequenceNumber: string | undefined;
  readonly at: number;
}

export function createSqsState(): SqsState {
  return { queues: new Map(), deletedAt: new Map(), moves: [] };
}

/** A numeric attribute; every queue has all of those from its creation. */
export function numberOf(queue: Queue, attribute: string): number {
  return Number(queue.attributes.get(attribute));
}
