import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { ReleaseId } from "../id.ts";
import type { Page, PageQuery } from "../page.ts";
import type { ReleaseQuery } from "../ports/release-store.ts";
import type { Release } from "./schema.ts";
import type { TimelineEntry } from "./timeline.ts";

/** Throws DomainError `RELEASE_NOT_FOUND`. */
export async function getRelease(ctx: Context, id: ReleaseId): Promise<Release> {
  const release = await ctx.world.releases.get(id);
  if (release) return release;
  throw new DomainError(
    "RELEASE_NOT_FOUND",
    `there is no release ${id}; list them with GET /releases`,
  );
}

/** Newest first. */
export function listReleases(ctx: Context, query: ReleaseQuery): Promise<Page<Release>> {
  return ctx.world.releases.list(query);
}

/** What happened to a release, oldest first. */
export async function releaseTimeline(
  ctx: Context,
  id: ReleaseId,
  query: PageQuery,
): Promise<Page<TimelineEntry>> {
  await getRelease(ctx, id);
  return ctx.world.releases.timeline(id, query);
}
