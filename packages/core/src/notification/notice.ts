import { z } from "zod";
import { ReleaseId } from "../id.ts";
import { Instant } from "../time.ts";

export const noticeTypes = [
  "release.started",
  "release.succeeded",
  "release.failed",
  "release.rolling_back",
  "release.rolled_back",
  "release.aborted",
] as const;
export type NoticeType = (typeof noticeTypes)[number];

/** That something happened which people asked to hear of. A receiver can tell a repeat by `id`. */
export const Notice = z.object({
  id: z.string(),
  releaseId: ReleaseId,
  type: z.enum(noticeTypes),
  at: Instant,
});
export type Notice = z.infer<typeof Notice>;
