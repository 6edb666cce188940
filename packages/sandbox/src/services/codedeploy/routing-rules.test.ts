import type { TrafficRoutingConfig } from "@aws-sdk/client-codedeploy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRouting } from "./routing-rules.ts";
import { shiftMinutes } from "./shift-plan.ts";

function canary(canaryPercentage?: number, canaryInterval?: number): TrafficRoutingConfig {
  return { type: "TimeBasedCanary", timeBasedCanary: { canaryPercentage, canaryInterval } };
}

function linear(linearPercentage?: number, linearInterval?: number): TrafficRoutingConfig {
  return { type: "TimeBasedLinear", timeBasedLinear: { linearPercentage, linearInterval } };
}

const refused = expect.objectContaining({
  code: "InvalidTrafficRoutingConfigurationException",
  status: 400,
});

function reading(config: TrafficRoutingConfig | undefined): unknown {
  try {
    return readRouting(config);
  } catch (error) {
    return error;
  }
}

describe("readRouting", () => {
  test.each<[string, TrafficRoutingConfig, object]>([
    ["all at once", { type: "AllAtOnce" }, { type: "AllAtOnce" }],
    ["a canary", canary(10, 5), { type: "TimeBasedCanary", percentage: 10, intervalMinutes: 5 }],
    [
      "a linear shift",
      linear(30, 2),
      { type: "TimeBasedLinear", percentage: 30, intervalMinutes: 2 },
    ],
    [
      "the smallest percentage",
      canary(1, 1),
      { type: "TimeBasedCanary", percentage: 1, intervalMinutes: 1 },
    ],
    [
      "the largest percentage",
      linear(99, 1),
      { type: "TimeBasedLinear", percentage: 99, intervalMinutes: 1 },
    ],
  ])("takes %s", (_, config, expected) => {
    expect(readRouting(config)).toEqual(expected);
  });

  test.each<[string, TrafficRoutingConfig | undefined]>([
    ["no configuration", undefined],
    ["no type", {}],
    ["an unknown type", { type: "Sudden" as never }],
    ["a canary without its numbers", { type: "TimeBasedCanary" }],
    ["a linear shift without its numbers", { type: "TimeBasedLinear" }],
    ["a canary with the numbers of a linear shift", { ...linear(10, 1), type: "TimeBasedCanary" }],
    ["a linear shift with the numbers of a canary", { ...canary(10, 1), type: "TimeBasedLinear" }],
    ["a canary with both", { ...linear(10, 1), ...canary(10, 5) }],
    ["a linear shift with both", { ...canary(10, 5), ...linear(10, 1) }],
    ["all at once with numbers", { ...canary(10, 5), type: "AllAtOnce" }],
    ["no percentage", canary(undefined, 5)],
    ["no interval", canary(10, undefined)],
    ["0%", canary(0, 5)],
    ["100%", canary(100, 5)],
    ["a negative percentage", linear(-10, 5)],
    ["a fraction of a percent", linear(0.5, 5)],
    ["an interval of zero", linear(10, 0)],
    ["a fraction of a minute", canary(10, 2.5)],
  ])("refuses %s", (_, config) => {
    expect(reading(config)).toEqual(refused);
  });

  test.each<[TrafficRoutingConfig, boolean]>([
    [canary(10, 2880), true],
    [canary(10, 2881), false],
    [linear(10, 320), true],
    [linear(10, 321), false],
    [linear(30, 960), true],
    [linear(30, 961), false],
    [linear(1, 29), true],
    [linear(1, 30), false],
  ])("the last shift must come within 2,880 minutes: %j is taken: %s", (config, isTaken) => {
    expect(!(reading(config) instanceof Error)).toBe(isTaken);
  });

  test("whatever it takes shifts within two days", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.boolean(), (percentage, interval, isCanary) => {
        const result = reading(
          isCanary ? canary(percentage, interval) : linear(percentage, interval),
        );
        if (result instanceof Error) return;
        const routing = readRouting(
          isCanary ? canary(percentage, interval) : linear(percentage, interval),
        );
        expect(shiftMinutes(routing)).toBeLessThanOrEqual(2880);
        expect(shiftMinutes(routing)).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
