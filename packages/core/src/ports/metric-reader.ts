import type { Target } from "../registry/schema.ts";
import type { Instant } from "../time.ts";
import type { VersionCounts } from "../verdict/schema.ts";

export interface MetricReader {
  /** Calls and failed calls that came by the alias, per version, in the given order. */
  count(
    target: Target,
    query: { versions: readonly string[]; from: Instant; to: Instant },
  ): Promise<readonly VersionCounts[]>;
}
