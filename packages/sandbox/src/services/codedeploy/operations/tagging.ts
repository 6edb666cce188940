import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  TagResourceInput,
  UntagResourceInput,
} from "@aws-sdk/client-codedeploy";
import type { Call } from "../../../kernel/service.ts";
import { applicationOf, groupOf } from "../lookup.ts";
import { refusal } from "../refusals.ts";
import type { CodeDeploy } from "../state.ts";
import { addTags } from "../tags.ts";

export function tagResource(service: CodeDeploy, call: Call, input: TagResourceInput): object {
  const tags = tagsOf(service, call, input.ResourceArn);
  if (!input.Tags?.length) throw refusal("TagRequired", "A tag was not specified.");
  addTags(tags, input.Tags);
  return {};
}

export function untagResource(service: CodeDeploy, call: Call, input: UntagResourceInput): object {
  const tags = tagsOf(service, call, input.ResourceArn);
  if (!input.TagKeys?.length) throw refusal("TagRequired", "A tag was not specified.");
  for (const key of input.TagKeys) tags.delete(key);
  return {};
}

export function listTagsForResource(
  service: CodeDeploy,
  call: Call,
  input: ListTagsForResourceInput,
): ListTagsForResourceOutput {
  const tags = tagsOf(service, call, input.ResourceArn);
  return { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}

/** Only applications and groups have tags. */
function tagsOf(service: CodeDeploy, call: Call, arn: string | undefined): Map<string, string> {
  if (!arn) throw refusal("ResourceArnRequired", "The ARN of a resource is required.");
  const parts = arn.match(/^arn:aws[\w-]*:codedeploy:([\w-]+):(\d{12}):(\w+):(.+)$/);
  const [, region, account, type, path = ""] = parts ?? [];
  if (region !== call.scope.region || account !== call.scope.account) {
    throw refusal("InvalidArn", `The specified ARN is not in a valid format: ${arn}`);
  }
  const [applicationName, groupName, ...more] = path.split("/");
  const hasGroup = groupName !== undefined && more.length === 0;
  if (type !== "application" && type !== "deploymentgroup") {
    const message = `The specified ARN is not supported. For example, it might be an ARN for a deployment: ${arn}`;
    throw refusal("ArnNotSupported", message);
  }
  if (hasGroup !== (type === "deploymentgroup")) {
    throw refusal("InvalidArn", `The specified ARN is not in a valid format: ${arn}`);
  }
  const application = applicationOf(service.states.of(call.scope), applicationName);
  return type === "application" ? application.tags : groupOf(application, groupName).tags;
}
