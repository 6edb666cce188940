import type {
  CreateQueueRequest,
  CreateQueueResult,
  DeleteQueueRequest,
  GetQueueAttributesRequest,
  GetQueueAttributesResult,
  GetQueueUrlRequest,
  GetQueueUrlResult,
  PurgeQueueRequest,
  SetQueueAttributesRequest,
} from "@aws-sdk/client-sqs";
import { AwsError } from "../../../kernel/aws-error.ts";
import type { Call, Scope } from "../../../kernel/service.ts";
import { arnOf, queueByUrl, urlOf } from "../address.ts";
import {
  checkAttributes,
  defaultAttributes,
  defaultFifoAttributes,
  describeAttributes,
  setAttributes,
} from "../attributes.ts";
import { discard } from "../delivery.ts";
import { invalidParameter, queueDoesNotExist } from "../errors.ts";
import type { Queue, Sqs } from "../state.ts";

/** For so long a name cannot be used again, and a queue not be purged again. */
const pauseMs = 60_000;

export function createQueue(sqs: Sqs, call: Call, input: CreateQueueRequest): CreateQueueResult {
  const name = input.QueueName ?? "";
  const attributes: Record<string, string> = { ...input.Attributes };
  const isFifo = attributes["FifoQueue"] === "true";
  checkName(name, isFifo);
  checkAttributes(sqs, isFifo, attributes);
  const state = sqs.states.of(call.scope);
  const known = state.queues.get(name);
  if (known) return { QueueUrl: urlOf(sqs, sameQueue(known, attributes)) };
  const deletedAt = state.deletedAt.get(name);
  if (deletedAt !== undefined && sqs.cloud.clock.now() < deletedAt + pauseMs) {
    const message =
      "You must wait 60 seconds after deleting a queue before you can create another with the same name.";
    throw new AwsError("QueueDeletedRecently", message);
  }
  const queue = emptyQueue(call.scope, name, isFifo, sqs.cloud.clock.now());
  setAttributes(queue, attributes);
  for (const [key, value] of Object.entries(input.tags ?? {})) queue.tags.set(key, value);
  state.queues.set(name, queue);
  return { QueueUrl: urlOf(sqs, queue) };
}

export function deleteQueue(sqs: Sqs, call: Call, input: DeleteQueueRequest): object {
  const queue = queueByUrl(sqs, call.scope, input.QueueUrl);
  const state = sqs.states.of(queue.scope);
  state.queues.delete(queue.name);
  state.deletedAt.set(queue.name, sqs.cloud.clock.now());
  empty(queue);
  for (const poll of [...queue.polls]) poll.end();
  return {};
}

export function getQueueUrl(sqs: Sqs, call: Call, input: GetQueueUrlRequest): GetQueueUrlResult {
  const account = input.QueueOwnerAWSAccountId ?? call.scope.account;
  const { queues } = sqs.states.of({ account, region: call.scope.region });
  const queue = queues.get(input.QueueName ?? "");
  if (!queue) throw queueDoesNotExist();
  return { QueueUrl: urlOf(sqs, queue) };
}

export function getQueueAttributes(
  sqs: Sqs,
  call: Call,
  input: GetQueueAttributesRequest,
): GetQueueAttributesResult {
  const queue = queueByUrl(sqs, call.scope, input.QueueUrl);
  const names: readonly string[] = input.AttributeNames ?? [];
  const all = Object.entries(describeAttributes(sqs, queue));
  const asked = all.filter(([name]) => names.includes("All") || names.includes(name));
  return asked.length === 0 ? {} : { Attributes: Object.fromEntries(asked) };
}

export function setQueueAttributes(sqs: Sqs, call: Call, input: SetQueueAttributesRequest): object {
  const queue = queueByUrl(sqs, call.scope, input.QueueUrl);
  const attributes: Record<string, string> = { ...input.Attributes };
  checkAttributes(sqs, queue.isFifo, attributes);
  setAttributes(queue, attributes);
  queue.modifiedAt = sqs.cloud.clock.now();
  return {};
}

export function purgeQueue(sqs: Sqs, call: Call, input: PurgeQueueRequest): object {
  const queue = queueByUrl(sqs, call.scope, input.QueueUrl);
  const now = sqs.cloud.clock.now();
  if (queue.purgedAt !== undefined && now < queue.purgedAt + pauseMs) {
    const message = `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`;
    throw new AwsError("PurgeQueueInProgress", message, { status: 403 });
  }
  queue.purgedAt = now;
  empty(queue);
  return {};
}

function checkName(name: string, isFifo: boolean): void {
  if (isFifo && !/^[\w-]{1,75}\.fifo$/.test(name)) {
    const allowed = "alphanumeric characters, hyphens, or underscores";
    throw invalidParameter(
      `The name of a FIFO queue can only include ${allowed}, must end with .fifo suffix and be 1 to 80 in length.`,
    );
  }
  if (!isFifo && !/^[\w-]{1,80}$/.test(name)) {
    throw invalidParameter(
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    );
  }
}

function sameQueue(known: Queue, attributes: Readonly<Record<string, string>>): Queue {
  for (const [name, value] of Object.entries(attributes)) {
    if (known.attributes.get(name) === value) continue;
    const message = `A queue already exists with the same name and a different value for attribute ${name}`;
    throw new AwsError("QueueNameExists", message);
  }
  return known;
}

function emptyQueue(scope: Scope, name: string, isFifo: boolean, now: number): Queue {
  const attributes = { ...defaultAttributes, ...(isFifo ? defaultFifoAttributes : {}) };
  return {
    scope,
    name,
    arn: arnOf(scope, name),
    isFifo,
    createdAt: now,
    modifiedAt: now,
    purgedAt: undefined,
    sent: 0,
    attributes: new Map(Object.entries(attributes)),
    tags: new Map(),
    messages: new Map(),
    ready: new Set(),
    deduplications: new Map(),
    polls: new Set(),
  };
}

function empty(queue: Queue): void {
  for (const message of [...queue.messages.values()]) discard(queue, message);
}
