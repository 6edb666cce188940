import type {
  ListTagsRequest,
  ListTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from "@aws-sdk/client-lambda";
import type { Call } from "../../../kernel/service.ts";
import { check, pattern } from "../constraint.ts";
import { invalidParameter } from "../errors.ts";
import { locate } from "../lookup.ts";
import type { Lambda, LambdaFunction } from "../state.ts";

const tagsMax = 50;
const arnPattern =
  "arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?";

export function tagResource(lambda: Lambda, call: Call, input: TagResourceRequest): object {
  const { tags } = tagged(lambda, call, input.Resource);
  const added = Object.entries(input.Tags ?? {});
  if (new Set([...tags.keys(), ...Object.keys(input.Tags ?? {})]).size > tagsMax) {
    throw invalidParameter("Number of tags exceeds resource tag limit.");
  }
  for (const [key, value] of added) tags.set(key, value);
  return {};
}

export function untagResource(lambda: Lambda, call: Call, input: UntagResourceRequest): object {
  const { tags } = tagged(lambda, call, input.Resource);
  for (const key of input.TagKeys ?? []) tags.delete(key);
  return {};
}

export function listTags(lambda: Lambda, call: Call, input: ListTagsRequest): ListTagsResponse {
  return { Tags: Object.fromEntries(tagged(lambda, call, input.Resource).tags) };
}

function tagged(lambda: Lambda, call: Call, resource: string | undefined): LambdaFunction {
  check(pattern("resource", resource, arnPattern));
  const { fn, reference } = locate(lambda, call.scope, resource);
  if (reference.qualifier === undefined) return fn;
  throw invalidParameter(
    "Tags on function aliases and versions are not supported. Please specify a function ARN.",
  );
}
