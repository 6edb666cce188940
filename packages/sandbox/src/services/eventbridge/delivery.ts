import type { Target } from "@aws-sdk/client-eventbridge";
import { AwsError } from "../../kernel/aws-error.ts";
import type { Scope } from "../../kernel/service.ts";
import { findBus } from "./lookup.ts";
import type { Bus, BusEvent, EventBridge, Rule } from "./state.ts";
import { transformInput } from "./transform-input.ts";

/** As many undelivered events are remembered, over all accounts. */
const undeliveredKept = 200;

/** Hands an event to the targets of every rule of the bus that it satisfies. */
export function route(events: EventBridge, bus: Bus, event: BusEvent): void {
  for (const rule of bus.rules.values()) {
    if (rule.state !== "DISABLED" && rule.matches(event)) dispatch(events, rule, event);
  }
}

/** Hands an event to the targets of one rule, after the time that deliveries take. */
export function dispatch(events: EventBridge, rule: Rule, event: BusEvent): void {
  const { clock, settings } = events.cloud;
  const ingestionTime = new Date(clock.now()).toISOString();
  const origin = { ruleArn: rule.arn, ruleName: rule.name, ingestionTime };
  for (const target of rule.targets.values()) {
    const input = transformInput(target, event, origin);
    clock.after(settings.eventDeliverySeconds * 1000, () =>
      attempt(events, rule, target, event, input),
    );
  }
}

function attempt(
  events: EventBridge,
  rule: Rule,
  target: Target,
  event: BusEvent,
  input: string,
): void {
  try {
    deliver(events, target, event, input);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    giveUp(events, rule, target, event, `${error.code}: ${error.message}`);
  }
}

function deliver(events: EventBridge, target: Target, event: BusEvent, input: string): void {
  const arn = target.Arn ?? "";
  const [, , service, region = "", account = ""] = arn.split(":");
  const { doors } = events.cloud;
  const scope: Scope = { account, region };
  if (service === "lambda") {
    doors.lambda.invokeAsync(scope, arn, new TextEncoder().encode(input));
  } else if (service === "sqs") {
    doors.sqs.send(arn, input, target.SqsParameters?.MessageGroupId);
  } else {
    const bus = service === "events" ? findBus(events, scope, arn) : undefined;
    if (!bus) throw new AwsError("NO_RESOURCE", `nothing here receives events for ${arn}`);
    route(events, bus, event);
  }
}

/** What cannot be delivered goes to the target's dead-letter queue, and is remembered. */
function giveUp(
  events: EventBridge,
  rule: Rule,
  target: Target,
  event: BusEvent,
  reason: string,
): void {
  const targetArn = target.Arn ?? "";
  events.undelivered.push({ ruleArn: rule.arn, targetArn, eventId: event.id, reason });
  if (events.undelivered.length > undeliveredKept) events.undelivered.shift();
  const queueArn = target.DeadLetterConfig?.Arn;
  if (queueArn === undefined) return;
  try {
    events.cloud.doors.sqs.send(queueArn, JSON.stringify(event));
  } catch (error) {
    // A dead-letter queue that is gone loses the event in AWS too.
    if (!(error instanceof AwsError)) throw error;
  }
}
