import { z } from "zod";
import { findQueueByArn } from "./address.ts";
import { invalidValue } from "./errors.ts";
import type { Queue, Sqs } from "./state.ts";

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

const Policy = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() });

/** The policy of a queue, `undefined` where it gives up no message. */
export function redrivePolicyOf(queue: Queue): RedrivePolicy | undefined {
  const text = queue.attributes.get("RedrivePolicy");
  return text ? Policy.parse(JSON.parse(text)) : undefined;
}

/** Throws where SQS would not take `text` as the RedrivePolicy of a queue. */
export function checkRedrivePolicy(sqs: Sqs, isFifo: boolean, text: string): void {
  const refuse = (reason: string) => invalidValue(text, "RedrivePolicy", reason);
  const policy = parseObject(text);
  if (!policy) throw refuse("Redrive policy is not a valid JSON map.");
  for (const member of ["deadLetterTargetArn", "maxReceiveCount"]) {
    if (policy[member] === undefined) {
      throw refuse(`Redrive policy does not contain mandatory attribute: ${member}.`);
    }
  }
  const arn = String(policy["deadLetterTargetArn"]);
  const count = Number(policy["maxReceiveCount"]);
  if (!(Number.isInteger(count) && count >= 1 && count <= 1000)) {
    const range = "valid values are from 1 to 1000 both inclusive.";
    throw refuse(`Invalid value for maxReceiveCount: ${policy["maxReceiveCount"]}, ${range}`);
  }
  const target = findQueueByArn(sqs, arn);
  if (!target) throw refuse("Dead letter target does not exist.");
  if (target.isFifo !== isFifo) {
    throw refuse("Dead-letter queue must be same type of queue as the source.");
  }
}

/** Queues whose dead-letter queue is `target`. */
export function sourcesOf(sqs: Sqs, target: Queue): Queue[] {
  return [...sqs.states.of(target.scope).queues.values()].filter(
    (queue) => redrivePolicyOf(queue)?.deadLetterTargetArn === target.arn,
  );
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
