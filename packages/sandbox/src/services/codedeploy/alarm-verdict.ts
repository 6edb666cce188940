import type { AlarmState } from "../../kernel/cloud.ts";

export type AlarmVerdict =
  | { readonly type: "quiet" }
  | { readonly type: "active"; readonly names: readonly string[] }
  | { readonly type: "unreadable"; readonly names: readonly string[] };

/** Only ALARM stops a deployment. An alarm without a state does not exist: see `missingStops`. */
export function judgeAlarms(
  names: readonly string[],
  states: ReadonlyMap<string, AlarmState>,
  missingStops: boolean,
): AlarmVerdict {
  const active = names.filter((name) => states.get(name) === "ALARM");
  if (active.length > 0) return { type: "active", names: active };
  const missing = names.filter((name) => !states.has(name));
  if (missingStops && missing.length > 0) return { type: "unreadable", names: missing };
  return { type: "quiet" };
}
