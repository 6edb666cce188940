import { z } from "zod";
import { AlarmSpecs, ArmedAlarm } from "../alarm/schema.ts";
import { Actor } from "../auth/actor.ts";
import { Gates } from "../gate/schema.ts";
import { FunctionName, ReleaseId } from "../id.ts";
import { NotifyTargets } from "../notification/schema.ts";
import { Target } from "../registry/schema.ts";
import { StrategyInput } from "../strategy/name.ts";
import { Strategy } from "../strategy/schema.ts";
import { Instant } from "../time.ts";
import { Verdict } from "../verdict/schema.ts";
import { Cause } from "./cause.ts";
import { Commit, Source } from "./source.ts";

/** The body of `POST /releases`. */
export const ReleaseInput = z.strictObject({
  function: FunctionName,
  source: Source,
  strategy: StrategyInput.optional(),
  commit: Commit.optional(),
  reason: z.string().min(1).max(500).optional(),
});
export type ReleaseInput = z.infer<typeof ReleaseInput>;

/** How a release will end once everything it made has been taken away. */
export const Ending = z.discriminatedUnion("phase", [
  z.object({ phase: z.literal("succeeded"), cause: z.null(), sentence: z.string().nullable() }),
  z.object({ phase: z.enum(["failed", "rolled_back", "aborted"]), cause: Cause }),
]);
export type Ending = z.infer<typeof Ending>;

/** A call of a lifecycle hook that CodeDeploy waits for. */
export const PendingHook = z.object({
  moment: z.enum(["before_traffic", "after_traffic"]),
  executionId: z.string(),
  /** Null until the gates have answered. */
  passed: z.boolean().nullable(),
});
export type PendingHook = z.infer<typeof PendingHook>;

const base = z.object({
  id: ReleaseId,
  /** Goes up by one with every write. */
  version: z.number().int().nonnegative(),
  function: FunctionName,
  /** What the registration said when the release began; later edits do not touch it. */
  target: Target,
  alarmSpecs: AlarmSpecs,
  gates: Gates,
  notify: NotifyTargets,
  source: Source,
  strategy: Strategy,
  commit: Commit.nullable(),
  reason: z.string().nullable(),
  actor: Actor,
  createdAt: Instant,
});

const StableAlias = z.object({ version: z.string(), revisionId: z.string() });

/** What is known once the deployment has been made. */
const deployed = base.extend({
  stableVersion: z.string(),
  canaryVersion: z.string(),
  alarms: z.array(ArmedAlarm),
  deploymentId: z.string(),
  verdict: Verdict.nullable(),
});

const finished = base.extend({
  stableVersion: z.string().nullable(),
  canaryVersion: z.string().nullable(),
  deploymentId: z.string().nullable(),
  verdict: Verdict.nullable(),
  finishedAt: Instant,
});

export const Queued = base.extend({ phase: z.literal("queued") });

export const Preparing = base.extend({
  phase: z.literal("preparing"),
  stable: StableAlias.nullable(),
  codeSha256: z.string().nullable(),
  canaryVersion: z.string().nullable(),
  alarms: z.array(ArmedAlarm).nullable(),
  planName: z.string().nullable(),
  /** When a worker set out to create the deployment; others then wait for it. */
  claimedAt: Instant.nullable(),
  ending: Ending.nullable(),
});

export const Validating = deployed.extend({
  phase: z.literal("validating"),
  hook: PendingHook.nullable(),
  ending: Ending.nullable(),
});

export const Shifting = deployed.extend({
  phase: z.literal("shifting"),
  weightPercent: z.number(),
  shiftStartedAt: Instant,
  nextChangeAt: Instant.nullable(),
});

export const Verifying = deployed.extend({
  phase: z.literal("verifying"),
  shiftStartedAt: Instant,
  hook: PendingHook.nullable(),
  ending: Ending.nullable(),
});

export const RollingBack = deployed.extend({
  phase: z.literal("rolling_back"),
  cause: Cause,
  shiftStartedAt: Instant,
  /** A hook that still has to hear that its gates said no. */
  hook: PendingHook.nullable(),
  ending: Ending.nullable(),
});

export const Succeeded = finished.extend({
  phase: z.literal("succeeded"),
  note: z.string().nullable(),
});
export const Failed = finished.extend({ phase: z.literal("failed"), cause: Cause });
export const RolledBack = finished.extend({ phase: z.literal("rolled_back"), cause: Cause });
export const Aborted = finished.extend({ phase: z.literal("aborted"), cause: Cause });
export const Superseded = finished.extend({ phase: z.literal("superseded"), cause: Cause });

/** A release in one of its phases; each carries exactly what is true in it. */
export const Release = z.discriminatedUnion("phase", [
  Queued,
  Preparing,
  Validating,
  Shifting,
  Verifying,
  RollingBack,
  Succeeded,
  Failed,
  RolledBack,
  Aborted,
  Superseded,
]);
export type Release = z.infer<typeof Release>;
export type Queued = z.infer<typeof Queued>;
export type Preparing = z.infer<typeof Preparing>;
export type Validating = z.infer<typeof Validating>;
export type Shifting = z.infer<typeof Shifting>;
export type Verifying = z.infer<typeof Verifying>;
export type RollingBack = z.infer<typeof RollingBack>;

export const phases = [
  "queued",
  "preparing",
  "validating",
  "shifting",
  "verifying",
  "rolling_back",
  "succeeded",
  "failed",
  "rolled_back",
  "aborted",
  "superseded",
] as const satisfies readonly Release["phase"][];
export type Phase = Release["phase"];

const terminal: ReadonlySet<Phase> = new Set<Phase>([
  "succeeded",
  "failed",
  "rolled_back",
  "aborted",
  "superseded",
]);

export function isTerminal(phase: Phase): boolean {
  return terminal.has(phase);
}
