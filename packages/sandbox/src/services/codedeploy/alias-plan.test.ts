import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AliasTarget, aliasAt, checkAlias, hasDrifted, mayRollBack } from "./alias-plan.ts";
import type { TrafficRouting } from "./shift-plan.ts";

const spec = {
  functionName: "orders",
  alias: "live",
  currentVersion: "5",
  targetVersion: "6",
  hooks: {},
};

const canary: TrafficRouting = { type: "TimeBasedCanary", percentage: 10, intervalMinutes: 5 };
const linear: TrafficRouting = { type: "TimeBasedLinear", percentage: 10, intervalMinutes: 1 };
const allAtOnce: TrafficRouting = { type: "AllAtOnce" };

function alias(functionVersion: string, weights: Record<string, number> = {}): AliasTarget {
  return { functionVersion, weights };
}

describe("aliasAt", () => {
  test.each<[number, AliasTarget]>([
    [0, alias("5")],
    [1, alias("5", { "6": 0.01 })],
    [10, alias("5", { "6": 0.1 })],
    [30, alias("5", { "6": 0.3 })],
    [70, alias("5", { "6": 0.7 })],
    [99, alias("5", { "6": 0.99 })],
    [100, alias("6")],
  ])("at %i%%", (percent, expected) => {
    expect(aliasAt(spec, percent)).toEqual(expected);
  });

  test("the old version stays under the alias until all traffic is on the new one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), (percent) => {
        expect(aliasAt(spec, percent).functionVersion).toBe("5");
      }),
    );
  });
});

describe("checkAlias", () => {
  test.each([canary, linear, allAtOnce])("is content with the old version for $type", (routing) => {
    expect(checkAlias(alias("5"), spec, routing)).toBeUndefined();
  });

  test("an alias on another version does not match", () => {
    const fault = checkAlias(alias("4"), spec, canary);
    expect(fault?.code).toBe("INVALID_LAMBDA_CONFIGURATION");
    expect(fault?.message).toMatch(
      / The Lambda function alias version does not match the current version in AppSpec file\.$/,
    );
  });

  test.each([canary, linear, allAtOnce])("weights left over stop $type", (routing) => {
    const fault = checkAlias(alias("5", { "6": 0.1 }), spec, routing);
    expect(fault?.code).toBe("INVALID_LAMBDA_CONFIGURATION");
    expect(fault?.message).toMatch(/has an invalid configuration\.$/);
  });

  test.each([
    [canary, "INVALID_LAMBDA_CONFIGURATION"],
    [linear, "INVALID_LAMBDA_CONFIGURATION"],
    [allAtOnce, undefined],
  ])("one version for both is judged by the routing: %j", (routing, code) => {
    const same = { ...spec, targetVersion: "5" };
    expect(checkAlias(alias("5"), same, routing)?.code).toBe(code);
  });
});

describe("hasDrifted", () => {
  test.each<[AliasTarget, AliasTarget, boolean]>([
    [alias("5"), alias("5"), false],
    [alias("5", { "6": 0.1 }), alias("5", { "6": 0.1 }), false],
    [alias("4"), alias("5"), true],
    [alias("5", { "6": 0.2 }), alias("5", { "6": 0.1 }), true],
    [alias("5", { "7": 0.1 }), alias("5", { "6": 0.1 }), true],
    [alias("5"), alias("5", { "6": 0.1 }), true],
    [alias("5", { "6": 0.1 }), alias("5"), true],
    [alias("6"), alias("5", { "6": 0.1 }), true],
  ])("%j where %j was left: %s", (found, expected, drifted) => {
    expect(hasDrifted(found, expected)).toBe(drifted);
  });
});

describe("mayRollBack", () => {
  const rollback = { ...spec, currentVersion: "6", targetVersion: "5" };

  test.each<[AliasTarget, boolean]>([
    [alias("5"), true],
    [alias("5", { "6": 0.1 }), true],
    [alias("5", { "6": 0.5 }), true],
    [alias("6"), true],
    [alias("7"), false],
    [alias("7", { "5": 0.5 }), false],
    [alias("$LATEST"), false],
  ])("an alias at %j: %s", (found, expected) => {
    expect(mayRollBack(found, rollback)).toBe(expected);
  });
});
