import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from "@aws-sdk/client-eventbridge";
import type { Call, Scope } from "../../../kernel/service.ts";
import { notFound } from "../lookup.ts";
import type { EventBridge } from "../state.ts";

export function tagResource(events: EventBridge, call: Call, input: TagResourceRequest): object {
  checkResource(events, call.scope, input.ResourceARN);
  setTags(events, call.scope, input.ResourceARN ?? "", input.Tags);
  return {};
}

export function untagResource(
  events: EventBridge,
  call: Call,
  input: UntagResourceRequest,
): object {
  checkResource(events, call.scope, input.ResourceARN);
  const tags = events.states.of(call.scope).tags.get(input.ResourceARN ?? "");
  for (const key of input.TagKeys ?? []) tags?.delete(key);
  return {};
}

export function listTagsForResource(
  events: EventBridge,
  call: Call,
  input: ListTagsForResourceRequest,
): ListTagsForResourceResponse {
  checkResource(events, call.scope, input.ResourceARN);
  const tags = events.states.of(call.scope).tags.get(input.ResourceARN ?? "") ?? [];
  return { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}

export function setTags(
  events: EventBridge,
  scope: Scope,
  arn: string,
  added: readonly Tag[] | undefined,
): void {
  const { tags } = events.states.of(scope);
  const known = tags.get(arn) ?? new Map<string, string>();
  for (const { Key, Value } of added ?? []) known.set(Key ?? "", Value ?? "");
  tags.set(arn, known);
}

function checkResource(events: EventBridge, scope: Scope, arn: string | undefined): void {
  for (const bus of events.states.of(scope).buses.values()) {
    if (bus.arn === arn) return;
    if ([...bus.rules.values()].some((rule) => rule.arn === arn)) return;
  }
  const [, name] = (arn ?? "").split(/:(?:rule|event-bus)\//);
  throw notFound(`Rule ${name ?? arn} does not exist on EventBus default.`);
}
