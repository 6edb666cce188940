import { z } from "zod";
import type { Context } from "../context.ts";
import { ChangedMeanwhileError, DomainError } from "../errors.ts";
import type { ReleaseId } from "../id.ts";
import { getRelease } from "./get.ts";
import { decide } from "./machine.ts";
import { record } from "./record.ts";
import type { Release } from "./schema.ts";

export const AbortInput = z.strictObject({ reason: z.string().min(1).max(500).optional() });

const triesMax = 5;

/** Stops a release: before traffic it ends, afterwards all traffic goes back to the stable version. */
export async function abortRelease(
  ctx: Context,
  input: { id: ReleaseId; reason?: string | undefined },
): Promise<Release> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await abortOnce(ctx, input);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhileError) || attempt === triesMax) throw error;
    }
  }
}

async function abortOnce(
  ctx: Context,
  { id, reason }: { id: ReleaseId; reason?: string | undefined },
): Promise<Release> {
  const release = await getRelease(ctx, id);
  const event = { type: "abort_requested" as const, actor: ctx.actor, reason };
  const decision = decide(release, event, ctx.world.clock.now());
  if (decision.type === "refused") {
    throw new DomainError(
      "RELEASE_FINISHED",
      `release ${id} is ${release.phase} and cannot be aborted; start a new release instead`,
    );
  }
  const after = decision.type === "changed" ? await record(ctx, release, decision) : release;
  await ctx.world.tasks.send({ type: "advance", releaseId: id });
  return after;
}
