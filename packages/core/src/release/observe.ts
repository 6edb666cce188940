import type { Context } from "../context.ts";
import type { Observation } from "./event.ts";
import type { Release } from "./schema.ts";

/** Reads what AWS says now; undefined while nothing of the release is with the traffic engine. */
export async function observe(ctx: Context, release: Release): Promise<Observation | undefined> {
  if (!("alarms" in release) || release.phase === "preparing") return undefined;
  const { world } = ctx;
  const { target, alarms, deploymentId } = release;
  const [alias, shift, readings] = await Promise.all([
    world.lambda.readAlias(target),
    world.traffic.look(target, deploymentId),
    world.alarms.read(target, alarms),
  ]);
  const { trafficStartedAt } = shift;
  if (trafficStartedAt === null) return { alias, shift, alarms: readings, counts: null };
  const [canary, stable] = await world.metrics.count(target, {
    versions: [release.canaryVersion, release.stableVersion],
    from: trafficStartedAt,
    to: world.clock.now(),
  });
  const counts = canary && stable ? { canary, stable } : null;
  return { alias, shift, alarms: readings, counts };
}
