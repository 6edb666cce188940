import { z } from "zod";
import { Actor } from "../auth/actor.ts";
import { FunctionName, ReleaseId } from "../id.ts";
import { Strategy } from "../strategy/schema.ts";
import { Instant } from "../time.ts";
import { Verdict } from "../verdict/schema.ts";
import { Cause } from "./cause.ts";
import { phases, type Release } from "./schema.ts";
import { Commit, Source } from "./source.ts";

/** A release as every route returns it. */
export const ReleaseView = z.object({
  id: ReleaseId,
  function: FunctionName,
  phase: z.enum(phases),
  weightPercent: z.number().min(0).max(100),
  nextChangeAt: Instant.nullable(),
  waitingFor: z.string().nullable(),
  stableVersion: z.string().nullable(),
  canaryVersion: z.string().nullable(),
  strategy: Strategy,
  source: Source,
  deploymentId: z.string().nullable(),
  commit: Commit.nullable(),
  reason: z.string().nullable(),
  actor: Actor,
  cause: Cause.nullable(),
  note: z.string().nullable(),
  verdict: Verdict.nullable(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  links: z.object({ self: z.string(), timeline: z.string(), page: z.string() }),
});
export type ReleaseView = z.infer<typeof ReleaseView>;

/** @param publicUrl where the API is reached, without a slash at the end. */
export function view(release: Release, publicUrl: string): ReleaseView {
  const self = `${publicUrl}/releases/${release.id}`;
  return {
    id: release.id,
    function: release.function,
    phase: release.phase,
    weightPercent: weightOf(release),
    nextChangeAt: release.phase === "shifting" ? release.nextChangeAt : null,
    waitingFor: waitingFor(release),
    stableVersion: stableVersionOf(release),
    canaryVersion: "canaryVersion" in release ? release.canaryVersion : null,
    strategy: release.strategy,
    source: release.source,
    deploymentId: "deploymentId" in release ? release.deploymentId : null,
    commit: release.commit,
    reason: release.reason,
    actor: release.actor,
    cause: "cause" in release ? release.cause : null,
    note: release.phase === "succeeded" ? release.note : null,
    verdict: "verdict" in release ? release.verdict : null,
    createdAt: release.createdAt,
    finishedAt: "finishedAt" in release ? release.finishedAt : null,
    links: { self, timeline: `${self}/timeline`, page: self },
  };
}

function weightOf(release: Release): number {
  if (release.phase === "shifting") return release.weightPercent;
  return release.phase === "verifying" || release.phase === "succeeded" ? 100 : 0;
}

function stableVersionOf(release: Release): string | null {
  if (release.phase === "preparing") return release.stable?.version ?? null;
  return "stableVersion" in release ? release.stableVersion : null;
}

function waitingFor(release: Release): string | null {
  if (release.phase === "validating") return "the gates before traffic";
  if (release.phase === "verifying") return "the gates after traffic";
  return null;
}
