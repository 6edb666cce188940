import { AwsError } from "../../kernel/aws-error.ts";
import type { Scope } from "../../kernel/service.ts";
import { missingParameter, queueDoesNotExist } from "./errors.ts";
import type { Queue, Sqs } from "./state.ts";

export function arnOf(scope: Scope, name: string): string {
  return `arn:aws:sqs:${scope.region}:${scope.account}:${name}`;
}

export function urlOf(sqs: Sqs, queue: Queue): string {
  return `${sqs.cloud.endpoint.url}/${queue.scope.account}/${queue.name}`;
}

/**
 * The queue of a URL. Account and name count; the region is that of the call, since every region of
 * the sandbox has the same host. A bare name is a queue of the caller's account.
 */
export function queueByUrl(sqs: Sqs, scope: Scope, url: string | undefined): Queue {
  if (!url) throw missingParameter("QueueUrl");
  const parts = /^(?:https?:\/\/[^/]+\/(?:[^/]+\/)*?(\d{12})\/)?([\w.-]+)$/.exec(url);
  if (!parts) {
    throw new AwsError("InvalidAddress", `The address ${url} is not valid for this endpoint.`, {
      status: 404,
    });
  }
  const [, account = scope.account, name = ""] = parts;
  const queue = sqs.states.of({ account, region: scope.region }).queues.get(name);
  if (!queue) throw queueDoesNotExist();
  return queue;
}

export function findQueueByArn(sqs: Sqs, arn: string): Queue | undefined {
  const [, , service, region = "", account = "", name = ""] = arn.split(":");
  if (service !== "sqs") return undefined;
  return sqs.states.of({ account, region }).queues.get(name);
}

/** Throws AwsError `QueueDoesNotExist`. */
export function queueByArn(sqs: Sqs, arn: string): Queue {
  const queue = findQueueByArn(sqs, arn);
  if (!queue) throw queueDoesNotExist();
  return queue;
}
