import { describe, expect, test } from "vitest";
import {
  allRollbackEvents,
  announced,
  bothHooks,
  codeOf,
  createOrders,
  createWorld,
  deploy,
  info,
  reportHooks,
  rollbackOf,
  target,
  type World,
} from "./world.ts";

const minute = 60_000;

const errors = { enabled: true, alarms: [{ name: "errors" }] };

function orders(): World {
  const world = createWorld();
  createOrders(world, { alarmConfiguration: errors });
  world.alarms.set("errors", "OK");
  return world;
}

/** A canary that an alarm has stopped, with its roll-back just created. */
async function stopByAlarm(world: World): Promise<string> {
  const id = deploy(world);
  await world.clock.advance(minute);
  world.alarms.set("errors", "ALARM");
  const { clock } = world;
  while (info(world, id).status !== "Stopped") await clock.advance(100);
  return id;
}

describe("a roll-back", () => {
  test("exists from the moment in which the deployment has ended", async () => {
    const world = orders();
    const id = await stopByAlarm(world);
    const rollback = rollbackOf(world, id);
    expect(rollback).toMatch(/^d-[A-Z0-9]{9}$/);
    expect(rollback).not.toBe(id);
    expect(info(world, rollback)).toMatchObject({
      status: "Created",
      createTime: info(world, id).completeTime,
      applicationName: "shop",
      deploymentGroupName: "orders",
    });
    expect(world.api.ListDeployments({}).deployments).toEqual([rollback, id]);
  });

  test("keeps the weights until its one change of the alias, within four seconds", async () => {
    const world = orders();
    const id = await stopByAlarm(world);
    const { completeTime } = info(world, id);
    expect(world.lambda.alias("orders", "live").weights).toEqual({ "6": 0.1 });
    await world.clock.advance(minute);
    const back = world.lambda.changes.slice(1);
    expect(back).toMatchObject([{ functionVersion: "5", weights: {} }]);
    expect(back[0]!.at - completeTime!.getTime()).toBeLessThan(4000);
  });

  test("has an AppSpec of its own, from the new version to the old one", async () => {
    const world = orders();
    const id = await stopByAlarm(world);
    await world.clock.advance(minute);
    const rollback = rollbackOf(world, id);
    expect(target(world, rollback).lambdaFunctionInfo).toEqual({
      functionName: "orders",
      functionAlias: "live",
      currentVersion: "6",
      targetVersion: "5",
      targetVersionWeight: 1,
    });
    const { revision } = info(world, rollback);
    expect(revision?.appSpecContent?.sha256).not.toBe(
      info(world, id).revision?.appSpecContent?.sha256,
    );
    const stored = world.api.GetApplicationRevision({ applicationName: "shop", revision });
    const content = JSON.parse(stored.revision!.appSpecContent!.content!);
    expect(content.Resources[0].orders.Properties).toMatchObject({
      CurrentVersion: "6",
      TargetVersion: "5",
    });
    expect(content.Hooks).toBeUndefined();
  });

  test("takes as long as the setting says", async () => {
    const world = createWorld({ settings: { codedeployRollbackSeconds: 7 } });
    createOrders(world, { alarmConfiguration: errors });
    world.alarms.set("errors", "ALARM");
    const id = deploy(world);
    await world.clock.advance(minute);
    const { startTime, completeTime } = info(world, rollbackOf(world, id));
    expect(Math.round(completeTime!.getTime() - startTime!.getTime())).toBe(7000);
  });

  test("has no description and would not roll itself back", async () => {
    const world = orders();
    const id = await stopByAlarm(world);
    const rollback = info(world, rollbackOf(world, id));
    expect(rollback.description).toBeUndefined();
    expect(rollback.autoRollbackConfiguration).toEqual({ enabled: false, events: [] });
    expect(rollback.overrideAlarmConfiguration).toBeUndefined();
  });

  test("counts as the group's active deployment", async () => {
    const world = orders();
    const id = await stopByAlarm(world);
    expect(codeOf(() => deploy(world))).toBe("DeploymentLimitExceededException");
    world.alarms.set("errors", "OK");
    await world.clock.advance(3000);
    expect(info(world, rollbackOf(world, id)).status).toBe("Succeeded");
    expect(codeOf(() => deploy(world))).toBe("no error");
  });

  test("counts as the group's last successful deployment", async () => {
    const world = orders();
    const id = await stopByAlarm(world);
    await world.clock.advance(minute);
    const names = { applicationName: "shop", deploymentGroupName: "orders" };
    const { deploymentGroupInfo } = world.api.GetDeploymentGroup(names);
    const rollback = rollbackOf(world, id);
    expect(deploymentGroupInfo?.lastSuccessfulDeployment?.deploymentId).toBe(rollback);
    expect(deploymentGroupInfo?.lastAttemptedDeployment?.deploymentId).toBe(rollback);
  });

  test("lets the next release go well", async () => {
    const world = orders();
    await stopByAlarm(world);
    await world.clock.advance(minute);
    world.alarms.set("errors", "OK");
    const next = deploy(world, { to: "7" });
    await world.clock.advance(6 * minute);
    expect(info(world, next).status).toBe("Succeeded");
    expect(world.lambda.alias("orders", "live")).toMatchObject({
      functionVersion: "7",
      weights: {},
    });
  });

  test("is not made where the events do not ask for it, and the weights stay", async () => {
    const world = createWorld();
    createOrders(world, {
      alarmConfiguration: errors,
      autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE"] },
    });
    world.alarms.set("errors", "OK");
    const id = await stopByAlarm(world);
    await world.clock.advance(minute);
    expect(info(world, id).rollbackInfo).toBeUndefined();
    expect(world.lambda.alias("orders", "live").weights).toEqual({ "6": 0.1 });
  });

  test("is made by the configuration of the deployment where the group has none", async () => {
    const world = createWorld();
    createOrders(world, { alarmConfiguration: errors, autoRollbackConfiguration: undefined });
    world.alarms.set("errors", "ALARM");
    const id = deploy(world, {}, { autoRollbackConfiguration: allRollbackEvents });
    await world.clock.advance(minute);
    expect(info(world, rollbackOf(world, id)).status).toBe("Succeeded");
  });
});

describe("a roll-back of an alias that somebody else has moved", () => {
  test("fails and leaves it alone when it is at a third version", async () => {
    const world = orders();
    const id = await stopByAlarm(world);
    world.lambda.setAlias("orders", "live", "7");
    await world.clock.advance(minute);
    const rollback = rollbackOf(world, id);
    expect(info(world, rollback)).toMatchObject({
      status: "Failed",
      errorInformation: { code: "INVALID_LAMBDA_CONFIGURATION" },
    });
    expect(announced(world, rollback)).toEqual(["START", "FAILURE"]);
    expect(rollbackOf(world, rollback)).toBe("");
    expect(world.lambda.alias("orders", "live")).toMatchObject({
      functionVersion: "7",
      weights: {},
    });
  });

  test("puts it back when it is at the new version", async () => {
    const world = orders();
    const id = await stopByAlarm(world);
    world.lambda.setAlias("orders", "live", "6");
    await world.clock.advance(minute);
    expect(info(world, rollbackOf(world, id)).status).toBe("Succeeded");
    expect(world.lambda.alias("orders", "live").functionVersion).toBe("5");
  });

  test("clears whatever weights it has when it is at the old version", async () => {
    const world = orders();
    const id = await stopByAlarm(world);
    world.lambda.setAlias("orders", "live", "5", { "7": 0.5 });
    await world.clock.advance(minute);
    expect(info(world, rollbackOf(world, id)).status).toBe("Succeeded");
    expect(world.lambda.alias("orders", "live")).toMatchObject({
      functionVersion: "5",
      weights: {},
    });
  });

  test("fails when the alias is gone", async () => {
    const world = orders();
    const id = await stopByAlarm(world);
    world.lambda.deleteAlias("orders", "live");
    await world.clock.advance(minute);
    expect(info(world, rollbackOf(world, id))).toMatchObject({
      status: "Failed",
      errorInformation: { code: "INVALID_LAMBDA_FUNCTION" },
    });
  });
});

describe("no roll-back is possible", () => {
  test("where the AppSpec cannot be read", async () => {
    const world = orders();
    const content = "version: 0.0";
    const id = deploy(
      world,
      {},
      { revision: { revisionType: "AppSpecContent", appSpecContent: { content } } },
    );
    await world.clock.advance(minute);
    expect(info(world, id)).toMatchObject({ status: "Failed", rollbackInfo: undefined });
    expect(world.api.ListDeployments({}).deployments).toEqual([id]);
  });

  test("where the group has been deleted", async () => {
    const world = orders();
    const id = deploy(world);
    await world.clock.advance(minute);
    world.api.DeleteDeploymentGroup({ applicationName: "shop", deploymentGroupName: "orders" });
    world.api.StopDeployment({ deploymentId: id, autoRollbackEnabled: true });
    await world.clock.advance(minute);
    expect(info(world, id)).toMatchObject({ status: "Stopped", rollbackInfo: undefined });
  });
});

test("the previous revision is that of the last deployment that succeeded", async () => {
  const world = orders();
  const first = deploy(world);
  expect(info(world, first).previousRevision).toBeUndefined();
  await world.clock.advance(6 * minute);
  const second = deploy(world, { from: "6", to: "7", ...bothHooks });
  reportHooks(world, 0, 0, "Failed");
  expect(info(world, second).previousRevision).toEqual(info(world, first).revision);
  expect(info(world, second).revision?.appSpecContent?.content).toBeUndefined();
});
