import type {
  DeleteRuleRequest,
  DescribeRuleRequest,
  DescribeRuleResponse,
  DisableRuleRequest,
  EnableRuleRequest,
  ListRulesRequest,
  ListRulesResponse,
  PutRuleRequest,
  PutRuleResponse,
  RuleState,
} from "@aws-sdk/client-eventbridge";
import { AwsError } from "../../../kernel/aws-error.ts";
import type { Call } from "../../../kernel/service.ts";
import { addressOfBus, getBus, getRule, invalid } from "../lookup.ts";
import { pageOf } from "../page.ts";
import { buildRule } from "../rule.ts";
import { arm } from "../scheduler.ts";
import type { EventBridge, Rule } from "../state.ts";
import { setTags } from "./tags.ts";

const rulesPerBus = 300;

export function putRule(events: EventBridge, call: Call, input: PutRuleRequest): PutRuleResponse {
  const { scope } = addressOfBus(call.scope, input.EventBusName);
  const bus = getBus(events, call.scope, input.EventBusName);
  const known = bus.rules.get(input.Name ?? "");
  if (!known && bus.rules.size >= rulesPerBus) {
    const message = "The requested resource exceeds the maximum number allowed.";
    throw new AwsError("LimitExceededException", message);
  }
  const rule = buildRule(scope, bus, input, known, events.cloud.clock.now());
  known?.timer?.cancel();
  bus.rules.set(rule.name, rule);
  if (!known) setTags(events, scope, rule.arn, input.Tags);
  arm(events, scope, rule);
  return { RuleArn: rule.arn };
}

export function describeRule(
  events: EventBridge,
  call: Call,
  input: DescribeRuleRequest,
): DescribeRuleResponse {
  const rule = getRule(getBus(events, call.scope, input.EventBusName), input.Name);
  return { ...present(rule), CreatedBy: call.scope.account };
}

export function listRules(
  events: EventBridge,
  call: Call,
  input: ListRulesRequest,
): ListRulesResponse {
  const { rules } = getBus(events, call.scope, input.EventBusName);
  const prefix = input.NamePrefix ?? "";
  const chosen = [...rules.values()].filter((rule) => rule.name.startsWith(prefix));
  const page = pageOf(chosen, (rule) => rule.name, input);
  return { Rules: page.items.map(present), NextToken: page.next };
}

/** A rule that does not exist is deleted without complaint. */
export function deleteRule(events: EventBridge, call: Call, input: DeleteRuleRequest): object {
  const { rules } = getBus(events, call.scope, input.EventBusName);
  const rule = rules.get(input.Name ?? "");
  if (!rule) return {};
  if (rule.targets.size > 0) throw invalid("Rule can't be deleted since it has targets.");
  rule.timer?.cancel();
  rules.delete(rule.name);
  return {};
}

export function enableRule(events: EventBridge, call: Call, input: EnableRuleRequest): object {
  return setState(events, call, input, "ENABLED");
}

export function disableRule(events: EventBridge, call: Call, input: DisableRuleRequest): object {
  return setState(events, call, input, "DISABLED");
}

function setState(
  events: EventBridge,
  call: Call,
  input: EnableRuleRequest,
  state: RuleState,
): object {
  const { scope } = addressOfBus(call.scope, input.EventBusName);
  const bus = getBus(events, call.scope, input.EventBusName);
  const rule = getRule(bus, input.Name);
  if (rule.state === state) return {};
  rule.timer?.cancel();
  const changed: Rule = { ...rule, state, anchor: events.cloud.clock.now() };
  bus.rules.set(rule.name, changed);
  arm(events, scope, changed);
  return {};
}

function present(rule: Rule): DescribeRuleResponse {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventPattern: rule.eventPattern,
    ScheduleExpression: rule.scheduleExpression,
    State: rule.state,
    Description: rule.description,
    RoleArn: rule.roleArn,
    EventBusName: rule.busName,
  };
}
