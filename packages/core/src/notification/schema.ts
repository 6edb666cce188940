import { z } from "zod";

/** A channel by name goes through the bot; without one, through the incoming webhook. */
export const SlackTarget = z.strictObject({
  type: z.literal("slack"),
  channel: z
    .string()
    .regex(/^[#@]?[A-Za-z0-9._-]{1,80}$/, "a channel looks like #orders or C0123456789")
    .optional(),
});
export type SlackTarget = z.infer<typeof SlackTarget>;

export const NotifyTargets = z.array(SlackTarget).max(10);
