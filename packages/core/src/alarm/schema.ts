import { z } from "zod";

const Count = z.number().int().min(1).max(1_000_000);

export const AlarmSpec = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("error_count"),
    /** Fires when a minute has more failed calls than this. */
    max: z.number().int().min(0).max(1_000_000).default(0),
  }),
  z.strictObject({
    type: z.literal("error_rate"),
    maxPercent: z.number().gt(0).lt(100),
    /** A minute with fewer calls of the canary is not judged. */
    minInvocations: Count.default(20),
  }),
  z.strictObject({
    type: z.literal("duration"),
    statistic: z.enum(["p95", "p99"]),
    maxMs: z.number().gt(0).max(900_000),
    minInvocations: Count.default(20),
  }),
  z.strictObject({
    type: z.literal("throttles"),
    max: z.number().int().min(0).max(1_000_000).default(0),
  }),
]);
/** What must not happen to the canary within one minute. */
export type AlarmSpec = z.infer<typeof AlarmSpec>;

export const AlarmSpecs = z
  .array(AlarmSpec)
  .min(1, "at least one alarm must watch a release")
  .max(10)
  .refine((specs) => new Set(specs.map(alarmKey)).size === specs.length, {
    error: "two alarms watch the same signal; keep one of them",
  });

/** Watches a release whose registration names no alarms. */
export const defaultAlarms: readonly AlarmSpec[] = [
  { type: "error_rate", maxPercent: 5, minInvocations: 20 },
];

/** An alarm that was made for one release. */
export const ArmedAlarm = z.object({ name: z.string(), spec: AlarmSpec });
export type ArmedAlarm = z.infer<typeof ArmedAlarm>;

/** What an armed alarm says now. */
export interface AlarmReading {
  readonly name: string;
  readonly spec: AlarmSpec;
  readonly state: "ok" | "alarm" | "insufficient_data";
  /** The value that was judged last, in the spec's own unit. */
  readonly value: number | null;
  /** Start of the minute that was judged last. */
  readonly minute: string | null;
}

/** One word for the signal: alarms of a release differ in it. */
export function alarmKey(spec: AlarmSpec): string {
  return spec.type === "duration" ? `duration_${spec.statistic}` : spec.type;
}
