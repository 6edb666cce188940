import type { ReleaseId } from "../id.ts";
import type { Notice } from "../notification/notice.ts";

/** Notices that are stored but not yet known to be delivered. */
export interface Outbox {
  /** Notices of a release, oldest first. */
  pending(id: ReleaseId): Promise<readonly Notice[]>;
  remove(notice: Notice): Promise<void>;
  /** Releases that have had an undelivered notice since before the instant given. */
  overdue(before: string): AsyncIterable<ReleaseId>;
}
