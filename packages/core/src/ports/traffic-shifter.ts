import type { ArmedAlarm } from "../alarm/schema.ts";
import type { ReleaseId } from "../id.ts";
import type { Target } from "../registry/schema.ts";
import type { Strategy } from "../strategy/schema.ts";
import type { Instant } from "../time.ts";

/** Moves an alias from one version to another by a strategy, and back when it goes wrong. */
export interface TrafficShifter {
  /** Makes what the engine needs for this target; safe to repeat. */
  setUp(target: Target): Promise<void>;
  /** Makes sure that the engine knows the strategy and returns its name for it. */
  ensurePlan(target: Target, strategy: Strategy): Promise<string>;
  /**
   * Starts the shift of a release, or finds the one that was started before.
   * `busy`: another shift of the same alias is under way.
   */
  start(target: Target, order: ShiftOrder): Promise<ShiftStart>;
  look(target: Target, shiftId: string): Promise<Shift>;
  /** Stops and puts the alias back; stopping one that has ended does nothing. */
  stop(target: Target, shiftId: string): Promise<void>;
  /** The release that a shift belongs to, from the engine's own records (Coalmine's account only). */
  releaseOf(shiftId: string): Promise<ReleaseId | undefined>;
  /** Answers a lifecycle hook; answering twice does nothing. */
  answerHook(
    target: Target,
    hook: { shiftId: string; executionId: string; passed: boolean },
  ): Promise<void>;
}

export interface ShiftOrder {
  readonly releaseId: ReleaseId;
  readonly from: string;
  readonly to: string;
  readonly planName: string;
  readonly alarms: readonly ArmedAlarm[];
  /** When the release began: no shift of it can be older. */
  readonly since: Instant;
}

export type ShiftStart =
  | { readonly type: "started"; readonly shiftId: string }
  | { readonly type: "busy"; readonly sentence: string }
  | { readonly type: "refused"; readonly sentence: string };

export interface Shift {
  readonly status: "waiting" | "running" | "succeeded" | "failed" | "stopped";
  readonly moment: "before_traffic" | "traffic" | "after_traffic";
  /** When the first weight was moved; null while no traffic has moved. */
  readonly trafficStartedAt: Instant | null;
  /** When it succeeded, failed or was stopped. */
  readonly endedAt: Instant | null;
  readonly failure: ShiftFailure | null;
  /** The way back, once the engine has set out on it. */
  readonly restoration: "none" | "running" | "done" | "failed";
}

export interface ShiftFailure {
  readonly type: "alarm" | "stopped_by_hand" | "hook" | "conflict" | "throttled" | "error";
  readonly message: string;
}
