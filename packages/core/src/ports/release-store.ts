import type { FunctionName, ReleaseId } from "../id.ts";
import type { Page, PageQuery } from "../page.ts";
import type { Phase, Release } from "../release/schema.ts";
import type { TimelineEntry } from "../release/timeline.ts";

/** Releases, their timelines, the lock of each function and the outbox, which change together. */
export interface ReleaseStore {
  /**
   * Stores a new release with its first entries and takes its function's lock, all or nothing.
   * Throws DomainError `RELEASE_IN_PROGRESS` (naming the release that holds the lock).
   * With a key that was used before: the release it made (`replayed`), or `IDEMPOTENCY_KEY_REUSED`.
   */
  create(order: NewRelease): Promise<{ release: Release; replayed: boolean }>;
  get(id: ReleaseId): Promise<Release | undefined>;
  /**
   * Writes a release over the version before it, with what it adds to the timeline and outbox; a
   * terminal release also gives its function's lock back. Throws ChangedMeanwhileError.
   */
  save(release: Release, entries: readonly TimelineEntry[]): Promise<void>;
  /** Newest first. */
  list(query: ReleaseQuery): Promise<Page<Release>>;
  /** Oldest first. */
  timeline(id: ReleaseId, query: PageQuery): Promise<Page<TimelineEntry>>;
}

export interface NewRelease {
  readonly release: Release;
  readonly entries: readonly TimelineEntry[];
  readonly idempotency?: { readonly key: string; readonly requestHash: string } | undefined;
}

export interface ReleaseQuery extends PageQuery {
  readonly function?: FunctionName | undefined;
  readonly phase?: Phase | undefined;
}

/** How wake-ups find the releases that they concern. */
export interface ActiveReleases {
  /** Every release that has not ended. */
  all(): AsyncIterable<ReleaseId>;
  /** The release that holds the function's lock. */
  ofFunction(name: FunctionName): Promise<ReleaseId | undefined>;
  ofDeployment(deploymentId: string): Promise<ReleaseId | undefined>;
}
