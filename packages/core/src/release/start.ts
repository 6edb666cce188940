import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { ReleaseId } from "../id.ts";
import { strategyName } from "../strategy/name.ts";
import { announce, entriesOf } from "./record.ts";
import type { Release, ReleaseInput } from "./schema.ts";

export interface StartOptions {
  /** A key that was used before answers with the release that it made. */
  readonly idempotencyKey?: string | undefined;
}

/** Takes a release on: stored, its function locked, and on the queue. */
export async function startRelease(
  ctx: Context,
  input: ReleaseInput,
  options: StartOptions = {},
): Promise<{ release: Release; replayed: boolean }> {
  const release = await build(ctx, input);
  const entries = entriesOf(ctx, release, [
    {
      type: "release_created",
      actor: ctx.actor,
      sentence: `${ctx.actor.name} asked to release ${release.function} by ${strategyName(release.strategy)}.`,
    },
  ]);
  const key = options.idempotencyKey;
  const created = await ctx.world.releases.create({
    release,
    entries,
    idempotency: key
      ? { key: `${ctx.actor.name}/${key}`, requestHash: canonical(input) }
      : undefined,
  });
  if (created.replayed) return created;
  await ctx.world.tasks.send({ type: "advance", releaseId: release.id });
  await announce(ctx, entries);
  ctx.world.log.info("release accepted", { releaseId: release.id, function: release.function });
  return created;
}

async function build(ctx: Context, input: ReleaseInput): Promise<Release> {
  const registered = await ctx.world.functions.get(input.function);
  if (!registered) {
    throw new DomainError(
      "FUNCTION_NOT_FOUND",
      `no function is registered as ${input.function}; register it with POST /functions`,
    );
  }
  return {
    phase: "queued",
    id: ReleaseId.parse(`rel_${ctx.world.ids.next()}`),
    version: 0,
    function: registered.name,
    target: registered.target,
    alarmSpecs: registered.alarms,
    gates: registered.gates,
    notify: registered.notify,
    source: input.source,
    strategy: input.strategy ?? registered.strategy,
    commit: input.commit ?? null,
    reason: input.reason ?? null,
    actor: ctx.actor,
    createdAt: ctx.world.clock.now(),
  };
}

/** The same text for requests that ask for the same, whatever the order of their members. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(",")}}`;
}
