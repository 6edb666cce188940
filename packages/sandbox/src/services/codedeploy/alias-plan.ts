import type { AliasState } from "../../kernel/cloud.ts";
import type { LambdaAppSpec } from "./appspec.ts";
import { aliasMismatch, type Fault, invalidConfiguration } from "./faults.ts";
import type { TrafficRouting } from "./shift-plan.ts";

export type AliasTarget = Pick<AliasState, "functionVersion" | "weights">;

/**
 * The alias when that share of the traffic is on the target version. It stays on the old version
 * with a weight beside it until the last shift, which moves the alias itself and clears the weight.
 */
export function aliasAt(spec: LambdaAppSpec, weightPercent: number): AliasTarget {
  if (weightPercent >= 100) return { functionVersion: spec.targetVersion, weights: {} };
  const weights = weightPercent > 0 ? { [spec.targetVersion]: weightPercent / 100 } : {};
  return { functionVersion: spec.currentVersion, weights };
}

/** What is wrong with the alias for a deployment that is about to start. */
export function checkAlias(
  alias: AliasTarget,
  spec: LambdaAppSpec,
  routing: TrafficRouting,
): Fault | undefined {
  if (alias.functionVersion !== spec.currentVersion) return aliasMismatch;
  if (Object.keys(alias.weights).length > 0) return invalidConfiguration();
  const isSameVersion = spec.currentVersion === spec.targetVersion;
  return isSameVersion && routing.type !== "AllAtOnce" ? invalidConfiguration() : undefined;
}

/** Whether somebody else has changed what traffic the alias sends where. */
export function hasDrifted(alias: AliasTarget, expected: AliasTarget): boolean {
  if (alias.functionVersion !== expected.functionVersion) return true;
  const weights = Object.entries(alias.weights);
  if (weights.length !== Object.keys(expected.weights).length) return true;
  return weights.some(([version, weight]) => expected.weights[version] !== weight);
}

/**
 * Whether a roll-back may move the alias. AWS does not say what happens to an alias that somebody
 * else has moved to a third version meanwhile; here the roll-back then fails and leaves it alone.
 * Weights do not matter: a roll-back clears whatever there is.
 */
export function mayRollBack(alias: AliasTarget, rollback: LambdaAppSpec): boolean {
  return [rollback.currentVersion, rollback.targetVersion].includes(alias.functionVersion);
}
