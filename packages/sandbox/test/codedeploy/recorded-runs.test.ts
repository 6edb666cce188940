import { describe, expect, test } from "vitest";
import {
  allRollbackEvents,
  announced,
  bothHooks,
  createOrders,
  createWorld,
  deploy,
  eventStatuses,
  info,
  reportHooks,
  rollbackOf,
  seconds,
  start,
  target,
  type World,
} from "./world.ts";

/** Deployments on AWS of which people published what they saw, played again. */
const alarmNames = ["orders-errors", "orders-5xx"];

const second = 1000;
const minute = 60 * second;

/** The phase of the alarm poll is chance: every claim must hold for all of them. */
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

function recorded(seed: number): World {
  const world = createWorld({ seed });
  createOrders(world, {
    alarmConfiguration: { enabled: true, alarms: alarmNames.map((name) => ({ name })) },
    autoRollbackConfiguration: allRollbackEvents,
  });
  for (const name of alarmNames) world.alarms.set(name, "OK");
  return world;
}

function alarmMessage(...names: string[]): string {
  const list = names.map((name) => `<${name}>`).join(" ");
  return `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: ${list}`;
}

/** What every recorded roll-back had in common. */
function expectRollback(world: World, stopped: string): void {
  const rollback = rollbackOf(world, stopped);
  const before = info(world, stopped);
  const after = info(world, rollback);
  expect(before.rollbackInfo).toEqual({
    rollbackDeploymentId: rollback,
    rollbackMessage: `Deployment ${stopped} terminated. Automatic rollback is triggered with a DeploymentId ${rollback}.`,
  });
  expect(after).toMatchObject({
    status: "Succeeded",
    creator: "codeDeployRollback",
    deploymentConfigName: "CodeDeployDefault.LambdaAllAtOnce",
    rollbackInfo: {
      rollbackTriggeringDeploymentId: stopped,
      rollbackMessage: `Deployment ${rollback} is triggered to roll back deployment ${stopped}.`,
    },
  });
  expect(seconds(before.completeTime, after.startTime)).toBeGreaterThanOrEqual(0);
  expect(seconds(before.completeTime, after.startTime)).toBeLessThanOrEqual(1);
  expect(seconds(after.startTime, after.completeTime)).toBe(2);
  expect(eventStatuses(world, rollback)).toEqual(["Succeeded", "Succeeded", "Succeeded"]);
  expect(announced(world, rollback)).toEqual(["START", "SUCCESS"]);
  expect(world.lambda.alias("orders", "live")).toMatchObject({ functionVersion: "5", weights: {} });
  expect(world.lambda.calls.map((call) => call.payload.DeploymentId)).not.toContain(rollback);
}

describe.each(seeds)("with the alarm poll's phase of seed %i", (seed) => {
  test("run A: a healthy canary with both hooks takes 304.9 seconds", async () => {
    const world = recorded(seed);
    reportHooks(world, 1500, 400);
    const id = deploy(world, bothHooks);
    expect(info(world, id).status).toBe("Created");
    await world.clock.advance(4 * second);
    expect(info(world, id)).toMatchObject({ status: "InProgress", creator: "user" });
    await world.clock.advance(6 * minute);

    const { startTime, completeTime, status, errorInformation, rollbackInfo } = info(world, id);
    expect(status).toBe("Succeeded");
    expect(errorInformation).toBeUndefined();
    expect(rollbackInfo).toBeUndefined();
    expect(seconds(startTime, completeTime)).toBeGreaterThan(303.9);
    expect(seconds(startTime, completeTime)).toBeLessThan(305.9);
    expect(eventStatuses(world, id)).toEqual(["Succeeded", "Succeeded", "Succeeded"]);
    expect(announced(world, id)).toEqual(["START", "SUCCESS"]);

    const [before, after] = world.lambda.calls;
    expect(before!.at - startTime!.getTime()).toBe(2 * second);
    expect(completeTime!.getTime() - after!.at).toBe(400);
    expect(world.lambda.changes).toMatchObject([
      { functionVersion: "5", weights: { "6": 0.1 } },
      { functionVersion: "6", weights: {} },
    ]);
    const [first, last] = world.lambda.changes;
    expect(last!.at - first!.at).toBe(5 * minute);
    expect(target(world, id)).toMatchObject({
      status: "Succeeded",
      lambdaFunctionInfo: { currentVersion: "5", targetVersion: "6", targetVersionWeight: 1 },
    });
  });

  test("run A: an alarm forced on stops the canary within 16 seconds", async () => {
    const world = recorded(seed);
    reportHooks(world, 1500, 400);
    const id = deploy(world, bothHooks);
    await world.clock.advance(60 * second);
    expect(world.lambda.alias("orders", "live")).toMatchObject({
      functionVersion: "5",
      weights: { "6": 0.1 },
    });
    world.alarms.set("orders-errors", "ALARM");
    const forcedAt = world.clock.now();
    await world.clock.advance(minute);

    const { completeTime, errorInformation, status } = info(world, id);
    expect(status).toBe("Stopped");
    expect(errorInformation).toEqual({
      code: "ALARM_ACTIVE",
      message: alarmMessage("orders-errors"),
    });
    expect(completeTime!.getTime() - forcedAt).toBeLessThanOrEqual(16 * second);
    expect(eventStatuses(world, id)).toEqual(["Succeeded", "Failed", "Skipped"]);
    expect(announced(world, id)).toEqual(["START", "STOP"]);
    expectRollback(world, id);
  });

  test("run B: real errors raise the alarm, and all is back 164 seconds after the start", async () => {
    const world = recorded(seed);
    reportHooks(world, 1500, 400);
    const id = deploy(world, bothHooks);
    await world.clock.advance(1 * second);
    const { startTime } = info(world, id);
    await world.clock.advance(149 * second);
    world.alarms.set("orders-5xx", "ALARM");
    await world.clock.advance(minute);

    expect(info(world, id).status).toBe("Stopped");
    expectRollback(world, id);
    const rollback = info(world, rollbackOf(world, id));
    const total = seconds(startTime, rollback.completeTime);
    expect(total).toBeGreaterThan(164 - 15);
    expect(total).toBeLessThan(164 + 15);
  });

  test("run C: the roll-back succeeds although both alarms are still on", async () => {
    const world = recorded(seed);
    reportHooks(world, 1500, 400);
    const id = deploy(world, bothHooks);
    await world.clock.advance(1 * second);
    const { startTime } = info(world, id);
    await world.clock.advance(249 * second);
    for (const name of alarmNames) world.alarms.set(name, "ALARM");
    const raisedAt = world.clock.now();
    await world.clock.advance(minute);

    const { completeTime, errorInformation } = info(world, id);
    expect(errorInformation?.message).toBe(alarmMessage("orders-errors", "orders-5xx"));
    expect(completeTime!.getTime() - raisedAt).toBeLessThanOrEqual(30 * second);
    expectRollback(world, id);
    const rollback = info(world, rollbackOf(world, id));
    expect(Math.abs(seconds(startTime, rollback.completeTime) - 265)).toBeLessThan(15);
  });

  test("run D: alarms that are on already stop the deployment within a second", async () => {
    const world = recorded(seed);
    for (const name of alarmNames) world.alarms.set(name, "ALARM");
    const id = deploy(world, bothHooks);
    await world.clock.advance(30 * second);

    const { startTime, completeTime, errorInformation, status } = info(world, id);
    expect(status).toBe("Stopped");
    expect(errorInformation).toEqual({
      code: "ALARM_ACTIVE",
      message: alarmMessage("orders-errors", "orders-5xx"),
    });
    expect(seconds(startTime, completeTime)).toBe(0.7);
    expect(eventStatuses(world, id)).toEqual(["Failed", "Skipped", "Skipped"]);
    expect(world.lambda.calls).toEqual([]);
    expectRollback(world, id);
    // The alias never left the old version: the roll-back is made all the same.
    expect(world.lambda.changes).toMatchObject([{ functionVersion: "5", weights: {} }]);
  });

  test("run E: an injected fault is over 63 seconds after the start", async () => {
    const world = recorded(seed);
    reportHooks(world, 1500, 400);
    const id = deploy(world, bothHooks);
    await world.clock.advance(1 * second);
    const { startTime } = info(world, id);
    await world.clock.advance(50 * second);
    world.alarms.set("orders-errors", "ALARM");
    const raisedAt = world.clock.now();
    await world.clock.advance(minute);

    const { completeTime, status, errorInformation } = info(world, id);
    expect(status).toBe("Stopped");
    expect(errorInformation?.code).toBe("ALARM_ACTIVE");
    expect(completeTime!.getTime() - raisedAt).toBeLessThanOrEqual(17 * second);
    expectRollback(world, id);
    const rollback = info(world, rollbackOf(world, id));
    expect(Math.abs(seconds(startTime, rollback.completeTime) - 63)).toBeLessThan(10);
  });

  test("run G: a failed smoke test takes all of the traffic back", async () => {
    const world = recorded(seed);
    reportHooks(world, 1500, 1600, "Failed");
    const id = deploy(world, bothHooks);
    await world.clock.advance(7 * minute);

    const { startTime, completeTime, errorInformation, status } = info(world, id);
    expect(status).toBe("Failed");
    expect(errorInformation).toEqual({
      code: "HOOK_EXECUTION_FAILURE",
      message:
        "The deployment failed because one or more of the lifecycle event validation functions failed.",
    });
    expect(Math.abs(seconds(startTime, completeTime) - 306)).toBeLessThan(1);
    expect(eventStatuses(world, id)).toEqual(["Succeeded", "Succeeded", "Failed"]);
    expect(announced(world, id)).toEqual(["START", "FAILURE"]);
    expectRollback(world, id);
    expect(world.lambda.changes).toMatchObject([
      { functionVersion: "5", weights: { "6": 0.1 } },
      { functionVersion: "6", weights: {} },
      { functionVersion: "5", weights: {} },
    ]);
  });
});

test("the clock of a run starts where the sandbox's does", () => {
  const world = recorded(1);
  const id = deploy(world);
  expect(info(world, id).createTime).toEqual(new Date(start));
});
