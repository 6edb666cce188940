import type {
  ListRuleNamesByTargetRequest,
  ListRuleNamesByTargetResponse,
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
  PutTargetsRequest,
  PutTargetsResponse,
  RemoveTargetsRequest,
  RemoveTargetsResponse,
  Target,
} from "@aws-sdk/client-eventbridge";
import { AwsError } from "../../../kernel/aws-error.ts";
import type { Call } from "../../../kernel/service.ts";
import { getBus, getRule, invalid } from "../lookup.ts";
import { pageOf } from "../page.ts";
import type { EventBridge } from "../state.ts";

const targetsPerRule = 5;

export function putTargets(
  events: EventBridge,
  call: Call,
  input: PutTargetsRequest,
): PutTargetsResponse {
  const rule = getRule(getBus(events, call.scope, input.EventBusName), input.Rule);
  const targets = input.Targets ?? [];
  for (const target of targets) checkTarget(target);
  const ids = new Set([...rule.targets.keys(), ...targets.map((target) => target.Id ?? "")]);
  if (ids.size > targetsPerRule) {
    const message = "The requested resource exceeds the maximum number allowed.";
    throw new AwsError("LimitExceededException", message);
  }
  for (const target of targets) rule.targets.set(target.Id ?? "", target);
  return { FailedEntryCount: 0, FailedEntries: [] };
}

export function removeTargets(
  events: EventBridge,
  call: Call,
  input: RemoveTargetsRequest,
): RemoveTargetsResponse {
  const rule = getRule(getBus(events, call.scope, input.EventBusName), input.Rule);
  for (const id of input.Ids ?? []) rule.targets.delete(id);
  return { FailedEntryCount: 0, FailedEntries: [] };
}

export function listTargetsByRule(
  events: EventBridge,
  call: Call,
  input: ListTargetsByRuleRequest,
): ListTargetsByRuleResponse {
  const rule = getRule(getBus(events, call.scope, input.EventBusName), input.Rule);
  const page = pageOf(rule.targets.values(), (target) => target.Id ?? "", input);
  return { Targets: page.items, NextToken: page.next };
}

export function listRuleNamesByTarget(
  events: EventBridge,
  call: Call,
  input: ListRuleNamesByTargetRequest,
): ListRuleNamesByTargetResponse {
  const { rules } = getBus(events, call.scope, input.EventBusName);
  const names = [...rules.values()]
    .filter((rule) => [...rule.targets.values()].some(({ Arn }) => Arn === input.TargetArn))
    .map((rule) => rule.name);
  const page = pageOf(names, (name) => name, input);
  return { RuleNames: page.items, NextToken: page.next };
}

function checkTarget(target: Target): void {
  const { Id: id = "", Arn: arn = "" } = target;
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(id)) {
    const pattern = String.raw`[\.\-_A-Za-z0-9]+`;
    throw invalid(
      `1 validation error detected: Value '${id}' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`,
    );
  }
  if (!/^arn:[\w-]+:[\w-]+:[\w-]*:\d*:.+$/.test(arn)) {
    throw invalid(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  }
  const isFifo = arn.split(":")[2] === "sqs" && arn.endsWith(".fifo");
  if (isFifo && !target.SqsParameters?.MessageGroupId) {
    throw invalid(`Parameter(s) SqsParameters must be specified for target: ${id}.`);
  }
  const ways = [target.Input, target.InputPath, target.InputTransformer];
  if (ways.filter((way) => way !== undefined).length > 1) {
    throw invalid(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`,
    );
  }
}
