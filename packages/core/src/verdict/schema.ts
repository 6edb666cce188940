import { z } from "zod";

export const VersionCounts = z.object({
  version: z.string(),
  invocations: z.number().int().nonnegative(),
  errors: z.number().int().nonnegative(),
});
export type VersionCounts = z.infer<typeof VersionCounts>;

/** What the evidence says about the canary so far. */
export const Verdict = z.object({
  outcome: z.enum(["healthy", "harmful", "inconclusive"]),
  by: z.literal("alarms"),
  canary: VersionCounts,
  stable: VersionCounts,
  firstBadMinute: z.string().nullable(),
  /** Failed calls of the canary. */
  failedRequests: z.number().int().nonnegative(),
  sentence: z.string(),
});
export type Verdict = z.infer<typeof Verdict>;
