import type { TimelineEntry } from "../release/timeline.ts";
import type { Notice, NoticeType } from "./notice.ts";

const noticeByEntry: Partial<Record<TimelineEntry["type"], NoticeType>> = {
  release_created: "release.started",
  rolling_back_started: "release.rolling_back",
  release_succeeded: "release.succeeded",
  release_failed: "release.failed",
  release_rolled_back: "release.rolled_back",
  release_aborted: "release.aborted",
};

/** The notice that a timeline entry gives rise to, if people want to hear of it. */
export function noticeOf(entry: TimelineEntry): Notice | undefined {
  const type = noticeByEntry[entry.type];
  if (!type) return undefined;
  return {
    id: `${entry.releaseId}-${entry.sequence}`,
    releaseId: entry.releaseId,
    type,
    at: entry.at,
  };
}
