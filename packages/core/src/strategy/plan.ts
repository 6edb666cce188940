import type { Strategy } from "./schema.ts";

export interface Step {
  /** Minutes after the first change. */
  readonly atMinutes: number;
  readonly weightPercent: number;
}

/** The weights that a strategy gives the canary, from the first change to 100%. */
export function plan(strategy: Strategy): readonly Step[] {
  switch (strategy.type) {
    case "all_at_once":
      return [{ atMinutes: 0, weightPercent: 100 }];
    case "canary":
      return [
        { atMinutes: 0, weightPercent: strategy.percent },
        { atMinutes: strategy.bakeMinutes, weightPercent: 100 },
      ];
    case "linear":
      return Array.from({ length: Math.ceil(100 / strategy.percent) }, (_, index) => ({
        atMinutes: index * strategy.everyMinutes,
        weightPercent: Math.min(100, (index + 1) * strategy.percent),
      }));
  }
}

/** Minutes from the first change of weight to 100%. */
export function durationMinutes(strategy: Strategy): number {
  return plan(strategy).at(-1)?.atMinutes ?? 0;
}

/** The step after the one that gave `weightPercent`; undefined once all traffic has moved. */
export function stepAfter(strategy: Strategy, weightPercent: number): Step | undefined {
  return plan(strategy).find((step) => step.weightPercent > weightPercent);
}
