import type { PutRuleRequest } from "@aws-sdk/client-eventbridge";
import { AwsError } from "../../kernel/aws-error.ts";
import type { Scope } from "../../kernel/service.ts";
import { invalid } from "./lookup.ts";
import { compilePattern, type EventTest } from "./match-pattern.ts";
import { PatternError } from "./pattern-rule.ts";
import { parseSchedule, type Schedule } from "./schedule.ts";
import type { Bus, Rule } from "./state.ts";

/** The rule that a PutRule asks for; what it does not name of a `known` rule is dropped, its targets stay. */
export function buildRule(
  scope: Scope,
  bus: Bus,
  input: PutRuleRequest,
  known: Rule | undefined,
  now: number,
): Rule {
  const name = checkedName(bus, input);
  const path = bus.name === "default" ? name : `${bus.name}/${name}`;
  const isSameSchedule = known?.scheduleExpression === input.ScheduleExpression;
  return {
    name,
    arn: `arn:aws:events:${scope.region}:${scope.account}:rule/${path}`,
    busName: bus.name,
    description: input.Description,
    roleArn: input.RoleArn,
    eventPattern: input.EventPattern,
    matches: input.EventPattern ? patternOf(input.EventPattern) : () => false,
    scheduleExpression: input.ScheduleExpression,
    schedule: input.ScheduleExpression ? scheduleOf(input.ScheduleExpression) : undefined,
    anchor: known && isSameSchedule ? known.anchor : now,
    state: input.State ?? "ENABLED",
    targets: known?.targets ?? new Map(),
    timer: undefined,
  };
}

/** Throws AwsError `InvalidEventPatternException`. */
export function patternOf(text: string): EventTest {
  try {
    return compilePattern(text);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new AwsError(
      "InvalidEventPatternException",
      `Event pattern is not valid. Reason: ${error.message}`,
    );
  }
}

function checkedName(bus: Bus, input: PutRuleRequest): string {
  const name = input.Name ?? "";
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name)) {
    throw invalid(`Parameter Name is not valid. Reason: invalid rule name ${name}.`);
  }
  if (!input.EventPattern && !input.ScheduleExpression) {
    throw invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
  }
  if (input.ScheduleExpression && bus.name !== "default") {
    throw invalid("ScheduleExpression is supported only on the default event bus.");
  }
  return name;
}

function scheduleOf(expression: string): Schedule {
  const schedule = parseSchedule(expression);
  if (!schedule) throw invalid("Parameter ScheduleExpression is not valid.");
  return schedule;
}
