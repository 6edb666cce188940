import type { Fault } from "./faults.ts";
import { type EventName, freshLifecycle, type Lifecycle } from "./lifecycle.ts";
import type { Shift } from "./shift-plan.ts";

/** What is fixed once the AppSpec has been read. */
export interface Script {
  /** Events that have a hook. */
  readonly hooked: readonly EventName[];
  readonly shifts: readonly Shift[];
  readonly pace: Pace;
}

/** Durations in ms. */
export interface Pace {
  /** From the start to the first event. */
  readonly prepareMs: number;
  /** How long an event without a hook is in progress. */
  readonly eventMs: number;
  /** Between two events. */
  readonly gapMs: number;
  /** From the start to the call of the first hook. */
  readonly firstHookMs: number;
  /** How long a hook may be silent. */
  readonly hookTimeoutMs: number;
  readonly hookTimeoutFault: Fault;
}

export interface Progress {
  readonly lifecycle: Lifecycle;
  /** Of the traffic, on the target version, as far as this deployment has moved it. */
  readonly weightPercent: number;
  readonly changedAt: number;
}

/** Times are in ms since the epoch. */
export type Life =
  | (Progress & { readonly phase: "created" })
  | (Progress & { readonly phase: "checking"; readonly startedAt: number })
  | (Progress & {
      readonly phase: "running";
      readonly startedAt: number;
      readonly script: Script;
      readonly stage: Stage;
    })
  | (Progress & {
      readonly phase: "stopping";
      readonly startedAt: number | undefined;
      readonly rollBack: boolean | undefined;
    })
  | (Progress & {
      readonly phase: "ended";
      readonly startedAt: number | undefined;
      readonly completedAt: number;
      readonly ending: Ending;
    });

/** What a running deployment waits for. */
export type Stage =
  | { readonly type: "pause"; readonly next: EventName }
  | { readonly type: "event"; readonly name: EventName }
  | { readonly type: "hook"; readonly name: EventName }
  | { readonly type: "move"; readonly step: number; readonly firstMoveAt: number }
  | { readonly type: "interval"; readonly step: number; readonly firstMoveAt: number };

export type Ending =
  | { readonly type: "succeeded" }
  | { readonly type: "failed"; readonly fault: Fault }
  | { readonly type: "alarm"; readonly fault: Fault }
  | {
      readonly type: "stop_request";
      readonly fault: Fault;
      /** What the request said about rolling back, if anything. */
      readonly rollBack: boolean | undefined;
    };

export type Signal =
  | { readonly type: "start" }
  | { readonly type: "checked"; readonly script: Script }
  | { readonly type: "tick" }
  | { readonly type: "moved" }
  | { readonly type: "hook_reported"; readonly event: EventName; readonly hasSucceeded: boolean }
  | {
      readonly type: "stop_requested";
      readonly rollBack: boolean | undefined;
      readonly effectiveAt: number;
    }
  | { readonly type: "abort"; readonly cause: "failed" | "alarm"; readonly fault: Fault };

export type Effect =
  /** Send `tick` at that time, instead of any earlier wish. */
  | { readonly type: "wake"; readonly at: number }
  /** Read and check the AppSpec; answer `checked` or `abort`. */
  | { readonly type: "check" }
  | { readonly type: "invoke_hook"; readonly event: EventName }
  /** Move the alias from one share to the other; answer `moved` or `abort`. */
  | { readonly type: "move"; readonly fromPercent: number; readonly toPercent: number }
  | { readonly type: "started" }
  | { readonly type: "ended"; readonly ending: Ending };

export interface Decision {
  readonly life: Life;
  readonly effects: readonly Effect[];
}

export function createLife(now: number): Life {
  return { phase: "created", lifecycle: freshLifecycle, weightPercent: 0, changedAt: now };
}
