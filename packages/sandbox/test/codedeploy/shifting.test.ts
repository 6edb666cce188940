import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bothHooks,
  createOrders,
  createWorld,
  deploy,
  eventStatuses,
  info,
  reportHooks,
  seconds,
  target,
  type World,
} from "./world.ts";

const minute = 60_000;

function withConfig(deploymentConfigName: string): World {
  const world = createWorld();
  createOrders(world, { deploymentConfigName });
  return world;
}

/** `[minutes after the first change, version, weight of version 6]` of each change of the alias. */
function changes(world: World): [number, string, number | undefined][] {
  const [first] = world.lambda.changes;
  return world.lambda.changes.map(({ at, functionVersion, weights }) => [
    (at - first!.at) / minute,
    functionVersion,
    weights["6"],
  ]);
}

describe("the alias", () => {
  test("moves in one step when all is shifted at once", async () => {
    const world = withConfig("CodeDeployDefault.LambdaAllAtOnce");
    const id = deploy(world);
    await world.clock.advance(10_000);
    expect(changes(world)).toEqual([[0, "6", undefined]]);
    expect(info(world, id).status).toBe("Succeeded");
  });

  test.each([5, 10, 15, 30])(
    "has 10%% beside it for the %i minutes of a canary",
    async (minutes) => {
      const world = withConfig(`CodeDeployDefault.LambdaCanary10Percent${minutes}Minutes`);
      const id = deploy(world);
      await world.clock.advance((minutes + 1) * minute);
      expect(changes(world)).toEqual([
        [0, "5", 0.1],
        [minutes, "6", undefined],
      ]);
      expect(info(world, id).status).toBe("Succeeded");
    },
  );

  test.each([
    ["CodeDeployDefault.LambdaLinear10PercentEvery1Minute", 1],
    ["CodeDeployDefault.LambdaLinear10PercentEvery2Minutes", 2],
    ["CodeDeployDefault.LambdaLinear10PercentEvery3Minutes", 3],
    ["CodeDeployDefault.LambdaLinear10PercentEvery10Minutes", 10],
  ])("gets ten percent more at each step of %s", async (name, interval) => {
    const world = withConfig(name);
    const id = deploy(world);
    await world.clock.advance((9 * interval + 1) * minute);
    expect(changes(world)).toEqual([
      ...[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((weight, step) => [
        step * interval,
        "5",
        weight,
      ]),
      [9 * interval, "6", undefined],
    ]);
    expect(info(world, id).status).toBe("Succeeded");
  });

  test("ends a linear shift of 30% with a smaller step", async () => {
    const world = withConfig("CodeDeployDefault.LambdaAllAtOnce");
    world.api.CreateDeploymentConfig({
      deploymentConfigName: "Linear30PercentEvery2Minutes",
      computePlatform: "Lambda",
      trafficRoutingConfig: {
        type: "TimeBasedLinear",
        timeBasedLinear: { linearPercentage: 30, linearInterval: 2 },
      },
    });
    deploy(world, {}, { deploymentConfigName: "Linear30PercentEvery2Minutes" });
    await world.clock.advance(10 * minute);
    expect(changes(world)).toEqual([
      [0, "5", 0.3],
      [2, "5", 0.6],
      [4, "5", 0.9],
      [6, "6", undefined],
    ]);
  });

  test("takes half of the traffic in a canary of 50%", async () => {
    const world = withConfig("CodeDeployDefault.LambdaAllAtOnce");
    world.api.CreateDeploymentConfig({
      deploymentConfigName: "Canary50Percent10Minutes",
      computePlatform: "Lambda",
      trafficRoutingConfig: {
        type: "TimeBasedCanary",
        timeBasedCanary: { canaryPercentage: 50, canaryInterval: 10 },
      },
    });
    deploy(world, {}, { deploymentConfigName: "Canary50Percent10Minutes" });
    await world.clock.advance(11 * minute);
    expect(changes(world)).toEqual([
      [0, "5", 0.5],
      [10, "6", undefined],
    ]);
  });

  test("is shifted first when the first hook has reported, and the interval counts from then", async () => {
    const world = withConfig("CodeDeployDefault.LambdaCanary10Percent5Minutes");
    reportHooks(world, 17 * minute, 0);
    const id = deploy(world, bothHooks);
    await world.clock.advance(17 * minute);
    expect(world.lambda.changes).toEqual([]);
    expect(eventStatuses(world, id)).toEqual(["InProgress", "Pending", "Pending"]);
    await world.clock.advance(6 * minute);
    expect(changes(world)).toEqual([
      [0, "5", 0.1],
      [5, "6", undefined],
    ]);
    const { createTime, completeTime } = info(world, id);
    expect(seconds(createTime, completeTime)).toBeGreaterThan(22 * 60);
  });

  test("may be deployed to its own version all at once", async () => {
    const world = withConfig("CodeDeployDefault.LambdaAllAtOnce");
    const id = deploy(world, { from: "5", to: "5" });
    await world.clock.advance(10_000);
    expect(info(world, id).status).toBe("Succeeded");
    expect(world.lambda.changes).toMatchObject([{ functionVersion: "5", weights: {} }]);
  });

  test("reaches all of the traffic by every custom configuration", async () => {
    const numbers = fc.record({
      percent: fc.integer({ min: 1, max: 99 }),
      interval: fc.integer({ min: 1, max: 28 }),
      isCanary: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(numbers, async ({ percent, interval, isCanary }) => {
        const world = withConfig("CodeDeployDefault.LambdaAllAtOnce");
        const deploymentConfigName = "custom";
        world.api.CreateDeploymentConfig({
          deploymentConfigName,
          computePlatform: "Lambda",
          trafficRoutingConfig: isCanary
            ? {
                type: "TimeBasedCanary",
                timeBasedCanary: { canaryPercentage: percent, canaryInterval: interval },
              }
            : {
                type: "TimeBasedLinear",
                timeBasedLinear: { linearPercentage: percent, linearInterval: interval },
              },
        });
        const id = deploy(world, {}, { deploymentConfigName });
        await world.clock.advance(2881 * minute);
        const moves = changes(world);
        const steps = isCanary ? 2 : Math.ceil(100 / percent);
        expect(info(world, id).status).toBe("Succeeded");
        expect(moves).toHaveLength(steps);
        expect(moves.at(-1)).toEqual([(steps - 1) * interval, "6", undefined]);
        expect(moves.slice(0, -1).every(([, version]) => version === "5")).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});

describe("the target", () => {
  test("tells the weight as a fraction while traffic shifts", async () => {
    const world = withConfig("CodeDeployDefault.LambdaLinear10PercentEvery1Minute");
    const id = deploy(world);
    await world.clock.advance(1000);
    expect(target(world, id).lambdaFunctionInfo?.targetVersionWeight).toBe(0);
    const weights: (number | undefined)[] = [];
    for (let step = 0; step < 10; step++) {
      await world.clock.advance(step === 0 ? 5000 : minute);
      weights.push(target(world, id).lambdaFunctionInfo?.targetVersionWeight);
    }
    expect(weights).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  });

  test("dates its last change by the last move", async () => {
    const world = withConfig("CodeDeployDefault.LambdaCanary10Percent5Minutes");
    const id = deploy(world);
    await world.clock.advance(minute);
    expect(target(world, id).lastUpdatedAt).toEqual(new Date(world.lambda.changes[0]!.at));
  });

  test("shows three events without hooks, each shorter than a second, but for the shift", async () => {
    const world = withConfig("CodeDeployDefault.LambdaCanary10Percent5Minutes");
    const id = deploy(world);
    await world.clock.advance(10 * minute);
    const events = target(world, id).lifecycleEvents!;
    expect(events.map((event) => event.lifecycleEventName)).toEqual([
      "BeforeAllowTraffic",
      "AllowTraffic",
      "AfterAllowTraffic",
    ]);
    const [before, allow, after] = events.map((event) => seconds(event.startTime, event.endTime));
    expect(before).toBeLessThan(1);
    expect(allow).toBeGreaterThan(300);
    expect(after).toBeLessThan(1);
    expect(events.map((event) => event.diagnostics)).toEqual([undefined, undefined, undefined]);
  });
});

describe("the overview", () => {
  test("counts its one target from pending to succeeded", async () => {
    const world = withConfig("CodeDeployDefault.LambdaAllAtOnce");
    const id = deploy(world);
    const none = { Pending: 0, InProgress: 0, Succeeded: 0, Failed: 0, Skipped: 0, Ready: 0 };
    expect(info(world, id).deploymentOverview).toEqual({ ...none, Pending: 1 });
    await world.clock.advance(1000);
    expect(info(world, id).deploymentOverview).toEqual({ ...none, InProgress: 1 });
    await world.clock.advance(10_000);
    expect(info(world, id).deploymentOverview).toEqual({ ...none, Succeeded: 1 });
  });
});
