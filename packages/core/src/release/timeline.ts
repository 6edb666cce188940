import { z } from "zod";
import { Actor } from "../auth/actor.ts";
import { ReleaseId } from "../id.ts";
import { Instant } from "../time.ts";

export const timelineTypes = [
  "release_created",
  "preparing_started",
  "stable_read",
  "code_put",
  "version_published",
  "alarms_armed",
  "deployment_created",
  "gates_answered",
  "hook_answered",
  "shifting_started",
  "weight_changed",
  "verifying_started",
  "abort_requested",
  "rolling_back_started",
  "alias_restored",
  "alarms_removed",
  "release_succeeded",
  "release_failed",
  "release_rolled_back",
  "release_aborted",
] as const;

/** One line of the ordered record of a release. */
export const TimelineEntry = z.object({
  releaseId: ReleaseId,
  /** Ascends in the order of writing. */
  sequence: z.number().int().nonnegative(),
  at: Instant,
  type: z.enum(timelineTypes),
  /** The phase that the release was in afterwards. */
  phase: z.string(),
  actor: Actor,
  sentence: z.string(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
