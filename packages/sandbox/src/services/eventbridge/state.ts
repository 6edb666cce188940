import type { RuleState, Target } from "@aws-sdk/client-eventbridge";
import type { Timer } from "../../kernel/clock.ts";
import type { Cloud, Undelivered } from "../../kernel/cloud.ts";
import type { Scoped } from "../../kernel/scoped.ts";
import type { Scope } from "../../kernel/service.ts";
import type { EventTest } from "./match-pattern.ts";
import type { Schedule } from "./schedule.ts";

/** What the operations of the service work on. */
export interface EventBridge {
  readonly cloud: Cloud;
  readonly states: Scoped<EventsState>;
  /** The newest last. */
  readonly undelivered: Undelivered[];
}

export interface EventsState {
  readonly scope: Scope;
  readonly buses: Map<string, Bus>;
  /** By resource ARN. */
  readonly tags: Map<string, Map<string, string>>;
}

export interface Bus {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly createdAt: number;
  readonly rules: Map<string, Rule>;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
  readonly eventPattern: string | undefined;
  readonly matches: EventTest;
  readonly scheduleExpression: string | undefined;
  readonly schedule: Schedule | undefined;
  /** From when a rate counts, in ms. */
  readonly anchor: number;
  readonly state: RuleState;
  readonly targets: Map<string, Target>;
  timer: Timer | undefined;
}

/** An event in the form in which rules and targets see it. */
export interface BusEvent extends Readonly<Record<string, unknown>> {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

export function createEventsState(cloud: Cloud, scope: Scope): EventsState {
  const state: EventsState = { scope, buses: new Map(), tags: new Map() };
  state.buses.set("default", createBus(cloud, scope, "default", undefined));
  return state;
}

export function createBus(
  cloud: Cloud,
  scope: Scope,
  name: string,
  description: string | undefined,
): Bus {
  const arn = `arn:aws:events:${scope.region}:${scope.account}:event-bus/${name}`;
  return { name, arn, description, createdAt: cloud.clock.now(), rules: new Map() };
}
