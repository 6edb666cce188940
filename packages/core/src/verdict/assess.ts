import type { AlarmSpec } from "../alarm/schema.ts";
import type { Verdict, VersionCounts } from "./schema.ts";

export interface Evidence {
  readonly canary: VersionCounts;
  readonly stable: VersionCounts;
  readonly specs: readonly AlarmSpec[];
  /** What an alarm said against the canary; null while all are quiet. */
  readonly harm: { readonly sentence: string; readonly firstBadMinute: string | null } | null;
}

/**
 * What the alarms say of the canary. "Healthy" needs evidence: at least as many calls as the alarms
 * themselves want to see before they judge a minute.
 */
export function assess({ canary, stable, specs, harm }: Evidence): Verdict {
  const comparison = `${describe(canary)}, ${describe(stable, "version")}`;
  const common = {
    by: "alarms" as const,
    canary,
    stable,
    firstBadMinute: harm?.firstBadMinute ?? null,
    failedRequests: canary.errors,
  };
  if (harm) return { ...common, outcome: "harmful", sentence: `${comparison}. ${harm.sentence}` };
  const needed = sampleOf(specs);
  if (canary.invocations >= needed) {
    return { ...common, outcome: "healthy", sentence: `${comparison}; no alarm fired.` };
  }
  return {
    ...common,
    outcome: "inconclusive",
    sentence: `${comparison}; ${needed} calls are needed before its alarms can tell.`,
  };
}

const defaultSample = 20;

function sampleOf(specs: readonly AlarmSpec[]): number {
  const samples = specs.flatMap((spec) => ("minInvocations" in spec ? [spec.minInvocations] : []));
  return samples.length === 0 ? defaultSample : Math.min(...samples);
}

function describe({ version, errors, invocations }: VersionCounts, word = "Version"): string {
  const percent = invocations === 0 ? "" : ` (${((100 * errors) / invocations).toFixed(2)}%)`;
  return `${word} ${version} failed ${thousands(errors)} of ${thousands(invocations)} calls${percent}`;
}

function thousands(count: number): string {
  return count.toLocaleString("en-US");
}
