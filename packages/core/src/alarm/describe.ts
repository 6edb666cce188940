import { assertNever } from "../assert.ts";
import type { AlarmSpec } from "./schema.ts";

export interface SignalWords {
  readonly signal: string;
  readonly limit: number;
  readonly unit: "%" | "ms" | "";
}

/** How people call the signal of an alarm, and its limit with unit. */
export function describeAlarm(spec: AlarmSpec): SignalWords {
  switch (spec.type) {
    case "error_count":
      return { signal: "errors per minute", limit: spec.max, unit: "" };
    case "error_rate":
      return { signal: "error rate", limit: spec.maxPercent, unit: "%" };
    case "duration":
      return { signal: `${spec.statistic} duration`, limit: spec.maxMs, unit: "ms" };
    case "throttles":
      return { signal: "throttles per minute", limit: spec.max, unit: "" };
    default:
      return assertNever(spec);
  }
}

/** Up to two decimals and a unit: `16.67%`, `812 ms`, `3`. */
export function formatReading(value: number, unit: SignalWords["unit"]): string {
  const number = Number(value.toFixed(2)).toString();
  return unit === "ms" ? `${number} ms` : `${number}${unit}`;
}
