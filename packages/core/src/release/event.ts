import type { AlarmReading, ArmedAlarm } from "../alarm/schema.ts";
import type { Actor } from "../auth/actor.ts";
import type { GateAnswer } from "../gate/schema.ts";
import type { AliasReading } from "../ports/lambda-functions.ts";
import type { Shift } from "../ports/traffic-shifter.ts";
import type { VersionCounts } from "../verdict/schema.ts";
import type { Cause } from "./cause.ts";
import type { PendingHook, Release } from "./schema.ts";
import type { TimelineEntry } from "./timeline.ts";

/** What AWS says now of a release whose deployment has been made. */
export interface Observation {
  readonly alias: AliasReading;
  readonly shift: Shift;
  readonly alarms: readonly AlarmReading[];
  /** Null while no traffic has moved. */
  readonly counts: { readonly canary: VersionCounts; readonly stable: VersionCounts } | null;
}

/** Something that happened to a release. */
export type ReleaseEvent =
  | { readonly type: "begun" }
  | { readonly type: "stable_read"; readonly alias: AliasReading }
  | { readonly type: "code_put"; readonly codeSha256: string }
  | { readonly type: "published"; readonly version: string }
  | { readonly type: "alarms_armed"; readonly alarms: readonly ArmedAlarm[] }
  | { readonly type: "plan_ensured"; readonly planName: string }
  | { readonly type: "start_claimed" }
  | { readonly type: "start_deferred" }
  | { readonly type: "shift_started"; readonly shiftId: string }
  | { readonly type: "refused"; readonly cause: Cause }
  | {
      readonly type: "hook_called";
      readonly moment: PendingHook["moment"];
      readonly executionId: string;
    }
  | { readonly type: "gates_answered"; readonly answers: readonly GateAnswer[] }
  | { readonly type: "hook_answered" }
  | { readonly type: "abort_requested"; readonly actor: Actor; readonly reason: string | undefined }
  | { readonly type: "observed"; readonly observation: Observation }
  | { readonly type: "alias_restored" }
  | { readonly type: "alarms_removed" };

/** An entry for the timeline before it has its place in it. */
export type Draft = Pick<TimelineEntry, "type" | "sentence"> & { readonly actor?: Actor };

export type Decision =
  | { readonly type: "changed"; readonly release: Release; readonly entries: readonly Draft[] }
  /** The event tells nothing new. */
  | { readonly type: "unchanged" }
  /** The event cannot happen to a release in this phase. */
  | { readonly type: "refused" };

export const unchanged: Decision = { type: "unchanged" };
export const refused: Decision = { type: "refused" };

export function changed(release: Release, ...entries: readonly Draft[]): Decision {
  return { type: "changed", release, entries };
}
