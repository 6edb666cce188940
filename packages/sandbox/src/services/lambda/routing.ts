import type { Alias } from "./state.ts";

/**
 * The version that one call of an alias goes to: plain chance per call, nothing is remembered.
 * @param chance in [0, 1); drawn only where there are weights, so that other calls leave the
 * sequence of chance alone.
 */
export function routeCall(
  { functionVersion, weights }: Pick<Alias, "functionVersion" | "weights">,
  chance: () => number,
): string {
  const entries = Object.entries(weights);
  if (entries.length === 0) return functionVersion;
  let left = chance();
  for (const [version, weight] of entries) {
    if (left < weight) return version;
    left -= weight;
  }
  return functionVersion;
}
