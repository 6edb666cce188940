import { z } from "zod";

const Percent = z.number().int().min(1).max(99);
/** CodeDeploy's longest shift is 2,880 minutes from the first change to the last. */
const Minutes = z.number().int().min(1).max(2880);

export const Canary = z.strictObject({
  type: z.literal("canary"),
  percent: Percent,
  bakeMinutes: Minutes,
});
export const Linear = z
  .strictObject({ type: z.literal("linear"), percent: Percent, everyMinutes: Minutes })
  .refine((s) => (Math.ceil(100 / s.percent) - 1) * s.everyMinutes <= 2880, {
    error: "the shift would take longer than 2,880 minutes; use a larger percent or fewer minutes",
  });
export const AllAtOnce = z.strictObject({ type: z.literal("all_at_once") });

/** How weight moves from the stable version to the canary. */
export const Strategy = z.discriminatedUnion("type", [Canary, Linear, AllAtOnce]);
export type Strategy = z.infer<typeof Strategy>;
