import { AwsError } from "../../kernel/aws-error.ts";
import { expire } from "./delivery.ts";
import { checkRedrivePolicy } from "./redrive.ts";
import type { Queue, Sqs } from "./state.ts";

/** Values of a queue for which none were given. */
export const defaultAttributes: Readonly<Record<string, string>> = {
  DelaySeconds: "0",
  MaximumMessageSize: "262144",
  MessageRetentionPeriod: "345600",
  ReceiveMessageWaitTimeSeconds: "0",
  SqsManagedSseEnabled: "true",
  VisibilityTimeout: "30",
};

export const defaultFifoAttributes: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: "false",
  DeduplicationScope: "queue",
  FifoQueue: "true",
  FifoThroughputLimit: "perQueue",
};

type Rule = (value: string) => boolean;

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["DelaySeconds", between(0, 900)],
  ["MaximumMessageSize", between(1024, 1_048_576)],
  ["MessageRetentionPeriod", between(60, 1_209_600)],
  ["ReceiveMessageWaitTimeSeconds", between(0, 20)],
  ["VisibilityTimeout", between(0, 43_200)],
  ["KmsDataKeyReusePeriodSeconds", between(60, 86_400)],
  ["KmsMasterKeyId", () => true],
  ["SqsManagedSseEnabled", oneOf("true", "false")],
  ["Policy", isJsonOrEmpty],
  ["RedrivePolicy", () => true],
  ["RedriveAllowPolicy", isJsonOrEmpty],
  ["FifoQueue", oneOf("true")],
  ["ContentBasedDeduplication", oneOf("true", "false")],
  ["DeduplicationScope", oneOf("queue", "messageGroup")],
  ["FifoThroughputLimit", oneOf("perQueue", "perMessageGroupId")],
]);

/** Throws AwsError where SQS would not take these attributes for a queue of that type. */
export function checkAttributes(
  sqs: Sqs,
  isFifo: boolean,
  attributes: Readonly<Record<string, string>>,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    const rule = rules.get(name);
    if (!rule || (!isFifo && name in defaultFifoAttributes)) {
      throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
    }
    if (!rule(value)) {
      throw new AwsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);
    }
    if (name === "RedrivePolicy" && value !== "") checkRedrivePolicy(sqs, isFifo, value);
  }
}

/** Sets attributes that were checked; an empty value takes one away. */
export function setAttributes(queue: Queue, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === "") queue.attributes.delete(name);
    else queue.attributes.set(name, value);
  }
}

/** All attributes, those that SQS counts among them. */
export function describeAttributes(sqs: Sqs, queue: Queue): Record<string, string> {
  expire(sqs, queue);
  const count = { delayed: 0, in_flight: 0 };
  for (const { hidden } of queue.messages.values()) if (hidden) count[hidden.reason]++;
  return {
    ...Object.fromEntries(queue.attributes),
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(queue.ready.size),
    ApproximateNumberOfMessagesNotVisible: String(count.in_flight),
    ApproximateNumberOfMessagesDelayed: String(count.delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
  };
}

function between(least: number, most: number): Rule {
  return (value) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
}

function oneOf(...values: string[]): Rule {
  return (value) => values.includes(value);
}

function isJsonOrEmpty(value: string): boolean {
  try {
    return value === "" || typeof JSON.parse(value) === "object";
  } catch {
    return false;
  }
}
