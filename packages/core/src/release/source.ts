import { z } from "zod";

/** Where the code of a release comes from. */
export const Source = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("s3"),
    bucket: z.string().min(3).max(63),
    key: z.string().min(1).max(1024),
    objectVersion: z.string().min(1).max(1024).optional(),
  }),
  z.strictObject({ type: z.literal("latest") }),
  z.strictObject({ type: z.literal("version"), version: z.string().regex(/^[1-9]\d*$/) }),
]);
export type Source = z.infer<typeof Source>;

export const Commit = z.strictObject({
  sha: z.string().min(4).max(64),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .optional(),
  author: z.string().max(200).optional(),
  message: z.string().max(2000).optional(),
});
export type Commit = z.infer<typeof Commit>;
