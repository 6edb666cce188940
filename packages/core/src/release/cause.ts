import { z } from "zod";

/** Why a release did not succeed. */
export const Cause = z.object({
  type: z.enum(["alarm", "judge", "gate", "hook", "operator", "deadline", "conflict", "error"]),
  /** What happened, to what, and what to do, for a tired person. */
  sentence: z.string(),
  signal: z.string().optional(),
  value: z.number().optional(),
  limit: z.number().optional(),
  unit: z.string().optional(),
  firstBadMinute: z.string().optional(),
});
export type Cause = z.infer<typeof Cause>;
