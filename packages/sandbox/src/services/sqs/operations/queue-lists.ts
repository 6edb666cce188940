import type {
  ListDeadLetterSourceQueuesRequest,
  ListDeadLetterSourceQueuesResult,
  ListQueuesRequest,
  ListQueuesResult,
  ListQueueTagsRequest,
  ListQueueTagsResult,
  TagQueueRequest,
  UntagQueueRequest,
} from "@aws-sdk/client-sqs";
import type { Call } from "../../../kernel/service.ts";
import { queueByUrl, urlOf } from "../address.ts";
import { invalidParameter } from "../errors.ts";
import { sourcesOf } from "../redrive.ts";
import type { Sqs } from "../state.ts";

export function listQueues(sqs: Sqs, call: Call, input: ListQueuesRequest): ListQueuesResult {
  const prefix = input.QueueNamePrefix ?? "";
  const urls = [...sqs.states.of(call.scope).queues.values()]
    .filter((queue) => queue.name.startsWith(prefix))
    .map((queue) => urlOf(sqs, queue));
  const page = pageOf(urls, input.MaxResults, input.NextToken);
  return {
    ...(page.items.length > 0 ? { QueueUrls: page.items } : {}),
    ...(page.next === undefined ? {} : { NextToken: page.next }),
  };
}

export function listDeadLetterSourceQueues(
  sqs: Sqs,
  call: Call,
  input: ListDeadLetterSourceQueuesRequest,
): ListDeadLetterSourceQueuesResult {
  const queue = queueByUrl(sqs, call.scope, input.QueueUrl);
  const urls = sourcesOf(sqs, queue).map((source) => urlOf(sqs, source));
  const page = pageOf(urls, input.MaxResults, input.NextToken);
  const next = page.next === undefined ? {} : { NextToken: page.next };
  return { queueUrls: page.items, ...next };
}

export function tagQueue(sqs: Sqs, call: Call, input: TagQueueRequest): object {
  const { tags } = queueByUrl(sqs, call.scope, input.QueueUrl);
  for (const [key, value] of Object.entries(input.Tags ?? {})) tags.set(key, value);
  return {};
}

export function untagQueue(sqs: Sqs, call: Call, input: UntagQueueRequest): object {
  const { tags } = queueByUrl(sqs, call.scope, input.QueueUrl);
  for (const key of input.TagKeys ?? []) tags.delete(key);
  return {};
}

export function listQueueTags(
  sqs: Sqs,
  call: Call,
  input: ListQueueTagsRequest,
): ListQueueTagsResult {
  const { tags } = queueByUrl(sqs, call.scope, input.QueueUrl);
  return tags.size === 0 ? {} : { Tags: Object.fromEntries(tags) };
}

/** Up to 1,000 URLs in order of their names; without `max` there is no next page, as in SQS. */
function pageOf(
  urls: readonly string[],
  max: number | undefined,
  token: string | undefined,
): { items: string[]; next: string | undefined } {
  if (max !== undefined && (max < 1 || max > 1000)) {
    throw invalidParameter("MaxResults must be an integer between 1 and 1000.");
  }
  const after = token === undefined ? "" : Buffer.from(token, "base64url").toString("utf8");
  const rest = [...urls].sort().filter((url) => url > after);
  const items = rest.slice(0, max ?? 1000);
  const last = items.at(-1);
  const hasMore = max !== undefined && rest.length > items.length && last !== undefined;
  return { items, next: hasMore ? Buffer.from(last).toString("base64url") : undefined };
}
