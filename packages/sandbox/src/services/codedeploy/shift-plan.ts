/** How a deployment configuration moves traffic; percentages are whole numbers from 1 to 99. */
export type TrafficRouting =
  | { readonly type: "AllAtOnce" }
  | {
      readonly type: "TimeBasedCanary";
      readonly percentage: number;
      readonly intervalMinutes: number;
    }
  | {
      readonly type: "TimeBasedLinear";
      readonly percentage: number;
      readonly intervalMinutes: number;
    };

/** One change of the alias. 100 is the last: the alias itself moves to the new version, without weights. */
export interface Shift {
  /** After the first shift. */
  readonly atMs: number;
  readonly weightPercent: number;
}

const minuteMs = 60_000;

/** The shifts in order, at least one; the interval counts from the first shift, so n shifts have n - 1 waits. */
export function planShifts(routing: TrafficRouting): readonly Shift[] {
  switch (routing.type) {
    case "AllAtOnce":
      return [{ atMs: 0, weightPercent: 100 }];
    case "TimeBasedCanary":
      return [
        { atMs: 0, weightPercent: routing.percentage },
        { atMs: routing.intervalMinutes * minuteMs, weightPercent: 100 },
      ];
    case "TimeBasedLinear":
      return Array.from({ length: Math.ceil(100 / routing.percentage) }, (_, step) => ({
        atMs: step * routing.intervalMinutes * minuteMs,
        weightPercent: Math.min(100, (step + 1) * routing.percentage),
      }));
  }
}

/** Minutes from the first shift to the last. */
export function shiftMinutes(routing: TrafficRouting): number {
  return (planShifts(routing).at(-1)?.atMs ?? 0) / minuteMs;
}
