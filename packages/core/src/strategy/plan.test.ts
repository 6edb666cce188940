import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseStrategyName, StrategyInput, strategyName } from "./name.ts";
import { durationMinutes, plan, stepAfter } from "./plan.ts";
import { Strategy } from "./schema.ts";

const strategies = fc.oneof(
  fc.record({
    type: fc.constant("canary" as const),
    percent: fc.integer({ min: 1, max: 99 }),
    bakeMinutes: fc.integer({ min: 1, max: 2880 }),
  }),
  fc.record({
    type: fc.constant("linear" as const),
    percent: fc.integer({ min: 1, max: 99 }),
    everyMinutes: fc.integer({ min: 1, max: 29 }),
  }),
  fc.constant({ type: "all_at_once" as const }),
);

describe("a plan", () => {
  test("never takes weight away, starts at once and ends at 100%", () => {
    fc.assert(
      fc.property(strategies, (strategy) => {
        const steps = plan(Strategy.parse(strategy));
        expect(steps[0]?.atMinutes).toBe(0);
        expect(steps.at(-1)?.weightPercent).toBe(100);
        for (const [index, step] of steps.slice(1).entries()) {
          expect(step.weightPercent).toBeGreaterThan(steps[index]?.weightPercent ?? 100);
          expect(step.atMinutes).toBeGreaterThan(steps[index]?.atMinutes ?? 0);
        }
        expect(durationMinutes(strategy)).toBeLessThanOrEqual(2880);
      }),
    );
  });

  test("linear 30% ends with a smaller step", () => {
    const steps = plan({ type: "linear", percent: 30, everyMinutes: 2 });
    expect(steps.map((step) => [step.atMinutes, step.weightPercent])).toEqual([
      [0, 30],
      [2, 60],
      [4, 90],
      [6, 100],
    ]);
  });

  test("the step after 10% of a canary is all traffic, after its bake", () => {
    const canary = { type: "canary", percent: 10, bakeMinutes: 5 } as const;
    expect(stepAfter(canary, 10)).toEqual({ atMinutes: 5, weightPercent: 100 });
    expect(stepAfter(canary, 100)).toBeUndefined();
  });
});

describe("names", () => {
  test.each([
    ["Canary10Percent5Minutes", { type: "canary", percent: 10, bakeMinutes: 5 }],
    [
      "CodeDeployDefault.LambdaLinear10PercentEvery1Minute",
      { type: "linear", percent: 10, everyMinutes: 1 },
    ],
    ["Linear20PercentEvery3Minutes", { type: "linear", percent: 20, everyMinutes: 3 }],
    ["AllAtOnce", { type: "all_at_once" }],
  ])("%s", (name, strategy) => {
    expect(parseStrategyName(name)).toEqual(strategy);
  });

  test("reading a written name gives the strategy back", () => {
    fc.assert(
      fc.property(strategies, (strategy) => {
        expect(parseStrategyName(strategyName(strategy))).toEqual(strategy);
      }),
    );
  });

  test("a name that is not a strategy says what one looks like", () => {
    const parsed = StrategyInput.safeParse("Canary10");
    expect(parsed.error?.message).toContain("Canary10Percent5Minutes");
  });

  test("a shift that takes longer than CodeDeploy allows is refused", () => {
    expect(StrategyInput.safeParse("Linear1PercentEvery30Minutes").success).toBe(false);
    expect(StrategyInput.safeParse("Canary100Percent5Minutes").success).toBe(false);
  });
});
