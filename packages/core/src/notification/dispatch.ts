import type { Context } from "../context.ts";
import type { ReleaseId } from "../id.ts";
import { getRelease } from "../release/get.ts";
import type { Release } from "../release/schema.ts";
import type { Notice } from "./notice.ts";
import { render } from "./render.ts";

/** Tells people what is in the outbox of a release, oldest first; a failure leaves the rest for later. */
export async function dispatch(ctx: Context, id: ReleaseId): Promise<{ sent: number }> {
  const notices = await ctx.world.outbox.pending(id);
  if (notices.length === 0) return { sent: 0 };
  const release = await getRelease(ctx, id);
  for (const notice of notices) {
    await send(ctx, release, notice);
    await ctx.world.outbox.remove(notice);
  }
  return { sent: notices.length };
}

async function send(ctx: Context, release: Release, notice: Notice): Promise<void> {
  const message = render(
    notice.type,
    release,
    `${ctx.world.home.publicUrl}/releases/${release.id}`,
  );
  for (const target of release.notify) await ctx.world.notifier.send(target, message, notice);
}
