import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../kernel/random.ts";
import { predefinedConfigs } from "./predefined-configs.ts";
import { readRouting } from "./routing-rules.ts";
import { planShifts, shiftMinutes, type TrafficRouting } from "./shift-plan.ts";

const minuteMs = 60_000;

function canary(percentage: number, intervalMinutes: number): TrafficRouting {
  return { type: "TimeBasedCanary", percentage, intervalMinutes };
}

function linear(percentage: number, intervalMinutes: number): TrafficRouting {
  return { type: "TimeBasedLinear", percentage, intervalMinutes };
}

/** `[minute, percent]` of each shift. */
function shifts(routing: TrafficRouting): (readonly [number, number])[] {
  return planShifts(routing).map((shift) => [shift.atMs / minuteMs, shift.weightPercent]);
}

describe("planShifts", () => {
  test("all at once is one shift", () => {
    expect(shifts({ type: "AllAtOnce" })).toEqual([[0, 100]]);
  });

  test("a canary shifts its part at once and the rest after the interval", () => {
    expect(shifts(canary(10, 5))).toEqual([
      [0, 10],
      [5, 100],
    ]);
  });

  test("a canary of half the traffic for ten minutes shifts twice", () => {
    expect(shifts(canary(50, 10))).toEqual([
      [0, 50],
      [10, 100],
    ]);
  });

  test("linear 10% every minute makes ten shifts with nine waits", () => {
    expect(shifts(linear(10, 1))).toEqual([
      [0, 10],
      [1, 20],
      [2, 30],
      [3, 40],
      [4, 50],
      [5, 60],
      [6, 70],
      [7, 80],
      [8, 90],
      [9, 100],
    ]);
  });

  test("a linear percentage that does not divide 100 ends with a smaller step", () => {
    expect(shifts(linear(30, 2))).toEqual([
      [0, 30],
      [2, 60],
      [4, 90],
      [6, 100],
    ]);
  });

  test.each([
    [1, 100],
    [2, 50],
    [3, 34],
    [33, 4],
    [34, 3],
    [49, 3],
    [50, 2],
    [51, 2],
    [99, 2],
  ])("linear %i%% takes %i shifts", (percentage, count) => {
    expect(planShifts(linear(percentage, 1))).toHaveLength(count);
  });

  test.each([
    ["LambdaAllAtOnce", 0],
    ["LambdaCanary10Percent5Minutes", 5],
    ["LambdaCanary10Percent10Minutes", 10],
    ["LambdaCanary10Percent15Minutes", 15],
    ["LambdaCanary10Percent30Minutes", 30],
    ["LambdaLinear10PercentEvery1Minute", 9],
    ["LambdaLinear10PercentEvery2Minutes", 18],
    ["LambdaLinear10PercentEvery3Minutes", 27],
    ["LambdaLinear10PercentEvery10Minutes", 90],
  ])("the last shift of %s comes %i minutes after the first", (name, minutes) => {
    const config = predefinedConfigs(createRandom(1)).find(
      (each) => each.deploymentConfigName === `CodeDeployDefault.${name}`,
    );
    const routing = readRouting(config?.trafficRoutingConfig);
    expect(shiftMinutes(routing)).toBe(minutes);
    expect(planShifts(routing).at(-1)?.atMs).toBe(minutes * minuteMs);
  });
});

describe("any plan", () => {
  const routing: fc.Arbitrary<TrafficRouting> = fc.oneof(
    fc.constant<TrafficRouting>({ type: "AllAtOnce" }),
    fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 2880 }))
      .map(([p, m]) => canary(p, m)),
    fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 60 }))
      .map(([p, m]) => linear(p, m)),
  );

  test("starts at once and ends with all of the traffic", () => {
    fc.assert(
      fc.property(routing, (each) => {
        const plan = planShifts(each);
        expect(plan[0]?.atMs).toBe(0);
        expect(plan.at(-1)?.weightPercent).toBe(100);
        expect(plan.filter((shift) => shift.weightPercent === 100)).toHaveLength(1);
      }),
    );
  });

  test("never lowers a weight and never goes back in time", () => {
    fc.assert(
      fc.property(routing, (each) => {
        const plan = planShifts(each);
        for (const [index, shift] of plan.entries()) {
          const before = plan[index - 1];
          expect(shift.weightPercent).toBeGreaterThan(before?.weightPercent ?? 0);
          expect(shift.atMs).toBeGreaterThan(before?.atMs ?? -1);
        }
      }),
    );
  });

  test("waits one interval between any two shifts", () => {
    fc.assert(
      fc.property(routing, (each) => {
        if (each.type === "AllAtOnce") return;
        const plan = planShifts(each);
        for (const [index, shift] of plan.entries()) {
          expect(shift.atMs).toBe(index * each.intervalMinutes * minuteMs);
        }
      }),
    );
  });

  test("raises the traffic by at most the configured percentage at each linear step", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), (percentage) => {
        const plan = planShifts(linear(percentage, 1));
        for (const [index, shift] of plan.entries()) {
          const rise = shift.weightPercent - (plan[index - 1]?.weightPercent ?? 0);
          expect(rise).toBeLessThanOrEqual(percentage);
          if (index < plan.length - 1) expect(rise).toBe(percentage);
        }
      }),
    );
  });
});
