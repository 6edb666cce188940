import * as model from "@aws-sdk/client-eventbridge";
import type { Cloud } from "../../kernel/cloud.ts";
import { scoped } from "../../kernel/scoped.ts";
import {
  type Call,
  type ModelledService,
  type Operation,
  type OperationSchema,
  operation,
} from "../../kernel/service.ts";
import { createEventsDoor } from "./door.ts";
import {
  createEventBus,
  deleteEventBus,
  describeEventBus,
  listEventBuses,
} from "./operations/buses.ts";
import { putEvents, testEventPattern } from "./operations/events.ts";
import {
  deleteRule,
  describeRule,
  disableRule,
  enableRule,
  listRules,
  putRule,
} from "./operations/rules.ts";
import { listTagsForResource, tagResource, untagResource } from "./operations/tags.ts";
import {
  listRuleNamesByTarget,
  listTargetsByRule,
  putTargets,
  removeTargets,
} from "./operations/targets.ts";
import { createEventsState, type EventBridge } from "./state.ts";

/** EventBridge: buses, rules with patterns and schedules, targets Lambda, SQS and other buses. */
export function createEventBridge(cloud: Cloud): ModelledService {
  const states = scoped((scope) => createEventsState(cloud, scope));
  const events: EventBridge = { cloud, states, undelivered: [] };
  cloud.doors.events = createEventsDoor(events);
  return {
    kind: "modelled",
    signingName: "events",
    targetPrefix: "AWSEvents",
    protocol: "awsJson1.1",
    validationCode: "ValidationException",
    operations: operationsOf(events),
    reset: () => reset(events),
  };
}

function operationsOf(events: EventBridge): Record<string, Operation> {
  function bind<Input, Output>(
    schema: OperationSchema,
    run: (events: EventBridge, call: Call, input: Input) => Output,
  ): Operation {
    return operation<Input, Output>(schema, (call, input) => run(events, call, input));
  }
  return {
    CreateEventBus: bind(model.CreateEventBus$, createEventBus),
    DeleteEventBus: bind(model.DeleteEventBus$, deleteEventBus),
    DeleteRule: bind(model.DeleteRule$, deleteRule),
    DescribeEventBus: bind(model.DescribeEventBus$, describeEventBus),
    DescribeRule: bind(model.DescribeRule$, describeRule),
    DisableRule: bind(model.DisableRule$, disableRule),
    EnableRule: bind(model.EnableRule$, enableRule),
    ListEventBuses: bind(model.ListEventBuses$, listEventBuses),
    ListRuleNamesByTarget: bind(model.ListRuleNamesByTarget$, listRuleNamesByTarget),
    ListRules: bind(model.ListRules$, listRules),
    ListTagsForResource: bind(model.ListTagsForResource$, listTagsForResource),
    ListTargetsByRule: bind(model.ListTargetsByRule$, listTargetsByRule),
    PutEvents: bind(model.PutEvents$, putEvents),
    PutRule: bind(model.PutRule$, putRule),
    PutTargets: bind(model.PutTargets$, putTargets),
    RemoveTargets: bind(model.RemoveTargets$, removeTargets),
    TagResource: bind(model.TagResource$, tagResource),
    TestEventPattern: bind(model.TestEventPattern$, testEventPattern),
    UntagResource: bind(model.UntagResource$, untagResource),
  };
}

function reset(events: EventBridge): void {
  for (const [, state] of events.states.entries()) {
    for (const bus of state.buses.values()) {
      for (const rule of bus.rules.values()) rule.timer?.cancel();
    }
  }
  events.states.clear();
  events.undelivered.length = 0;
}
