import { system } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { noticeOf } from "../notification/route.ts";
import type { Decision, Draft } from "./event.ts";
import type { Release } from "./schema.ts";
import type { TimelineEntry } from "./timeline.ts";

/**
 * Writes a decision on the version that it was made on: the release, its timeline and its notices, all or
 * nothing. Throws ChangedMeanwhileError when somebody else was first.
 */
export async function record(
  ctx: Context,
  before: Release,
  decision: Extract<Decision, { type: "changed" }>,
): Promise<Release> {
  const release = { ...decision.release, version: before.version + 1 };
  const entries = entriesOf(ctx, release, decision.entries);
  await ctx.world.releases.save(release, entries);
  if (before.phase !== release.phase) {
    const fields = { releaseId: release.id, from: before.phase, to: release.phase };
    ctx.world.log.info("release advanced", fields);
  }
  await announce(ctx, entries);
  return release;
}

/** Wakes the notifier; should it not hear, the sweeper finds the notices that are overdue. */
export async function announce(ctx: Context, entries: readonly TimelineEntry[]): Promise<void> {
  const [notice] = entries.flatMap((entry) => noticeOf(entry) ?? []);
  if (notice) await ctx.world.tasks.send({ type: "notify", releaseId: notice.releaseId });
}

/** A release takes at most this many entries in one write; keeps `sequence` ascending over writes. */
const entriesPerWrite = 100;

export function entriesOf(
  ctx: Context,
  release: Release,
  drafts: readonly Draft[],
): readonly TimelineEntry[] {
  return drafts.map((draft, index) => ({
    releaseId: release.id,
    sequence: release.version * entriesPerWrite + index,
    at: ctx.world.clock.now(),
    type: draft.type,
    phase: release.phase,
    actor: draft.actor ?? system,
    sentence: draft.sentence,
  }));
}
