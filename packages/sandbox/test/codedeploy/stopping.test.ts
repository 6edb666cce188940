import type { AutoRollbackEvent } from "@aws-sdk/client-codedeploy";
import { describe, expect, test } from "vitest";
import {
  allRollbackEvents,
  announced,
  codeOf,
  createOrders,
  createWorld,
  deploy,
  eventStatuses,
  info,
  rollbackOf,
  type World,
} from "./world.ts";

const minute = 60_000;

function orders(events: AutoRollbackEvent[]): World {
  const world = createWorld();
  const enabled = events.length > 0;
  createOrders(world, { autoRollbackConfiguration: { enabled, events } });
  return world;
}

function stop(world: World, deploymentId: string, autoRollbackEnabled?: boolean) {
  return world.api.StopDeployment({ deploymentId, autoRollbackEnabled });
}

const onRequest: AutoRollbackEvent = "DEPLOYMENT_STOP_ON_REQUEST";
const others: AutoRollbackEvent[] = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"];

describe("StopDeployment", () => {
  test.each<[boolean | undefined, AutoRollbackEvent[], boolean]>([
    [true, [onRequest], true],
    [true, others, true],
    [true, [], true],
    [undefined, [onRequest], true],
    [undefined, others, false],
    [undefined, [], false],
    [false, [onRequest], false],
    [false, [], false],
  ])(
    "with autoRollbackEnabled %s and events %j: rolled back is %s",
    async (flag, events, isBack) => {
      const world = orders(events);
      const id = deploy(world);
      await world.clock.advance(minute);
      stop(world, id, flag);
      await world.clock.advance(minute);
      expect(info(world, id)).toMatchObject({
        status: "Stopped",
        errorInformation: { code: "MANUAL_STOP" },
      });
      expect(eventStatuses(world, id)).toEqual(["Succeeded", "Failed", "Skipped"]);
      expect(announced(world, id)).toEqual(["START", "STOP"]);
      expect(rollbackOf(world, id) !== "").toBe(isBack);
      expect(world.lambda.alias("orders", "live")).toMatchObject({
        functionVersion: "5",
        weights: isBack ? {} : { "6": 0.1 },
      });
    },
  );

  test("answers Pending at first, Succeeded when asked again, and refuses when all is over", async () => {
    const world = orders([]);
    const id = deploy(world);
    await world.clock.advance(minute);
    expect(stop(world, id)).toEqual({
      status: "Pending",
      statusMessage: "No more commands will be scheduled for execution in the deployment instances",
    });
    expect(info(world, id).status).toBe("InProgress");
    expect(stop(world, id).status).toBe("Succeeded");
    await world.clock.advance(1000);
    expect(info(world, id).status).toBe("Stopped");
    expect(codeOf(() => stop(world, id))).toBe("DeploymentAlreadyCompletedException");
  });

  test("heeds the first of two requests", async () => {
    const world = orders([]);
    const id = deploy(world);
    await world.clock.advance(minute);
    stop(world, id, false);
    stop(world, id, true);
    await world.clock.advance(minute);
    expect(rollbackOf(world, id)).toBe("");
  });

  test("moves no more traffic from the moment of the request", async () => {
    const world = orders([]);
    const id = deploy(world);
    await world.clock.advance(minute);
    const [first] = world.lambda.changes;
    await world.clock.advance(first!.at + 5 * minute - 100 - world.clock.now());
    stop(world, id);
    await world.clock.advance(minute);
    expect(world.lambda.changes).toHaveLength(1);
    expect(info(world, id).status).toBe("Stopped");
  });

  test("stops one that has not started, which then never does", async () => {
    const world = orders([]);
    const id = deploy(world);
    stop(world, id);
    expect(info(world, id).status).toBe("Created");
    await world.clock.advance(minute);
    expect(info(world, id)).toMatchObject({ status: "Stopped", startTime: undefined });
    expect(announced(world, id)).toEqual(["STOP"]);
    expect(world.lambda.changes).toEqual([]);
    const targets = () => world.api.ListDeploymentTargets({ deploymentId: id });
    expect(codeOf(targets)).toBe("DeploymentNotStartedException");
  });

  test("can have one that has not started rolled back", async () => {
    const world = orders([]);
    const id = deploy(world);
    stop(world, id, true);
    await world.clock.advance(minute);
    expect(info(world, rollbackOf(world, id)).status).toBe("Succeeded");
    expect(world.lambda.alias("orders", "live")).toMatchObject({
      functionVersion: "5",
      weights: {},
    });
  });

  test("leaves weights behind, and then every deployment fails until somebody clears them", async () => {
    const world = orders([]);
    const id = deploy(world);
    await world.clock.advance(minute);
    stop(world, id);
    await world.clock.advance(minute);
    for (let attempt = 0; attempt < 2; attempt++) {
      const next = deploy(world);
      await world.clock.advance(minute);
      expect(info(world, next)).toMatchObject({
        status: "Failed",
        errorInformation: { code: "INVALID_LAMBDA_CONFIGURATION" },
      });
    }
    world.lambda.setAlias("orders", "live", "5");
    const last = deploy(world);
    await world.clock.advance(6 * minute);
    expect(info(world, last).status).toBe("Succeeded");
  });

  test("does not stop what has succeeded", async () => {
    const world = orders([]);
    const id = deploy(world);
    await world.clock.advance(6 * minute);
    expect(codeOf(() => stop(world, id))).toBe("DeploymentAlreadyCompletedException");
  });

  test("heeds the roll-back configuration of the deployment before that of the group", async () => {
    const world = orders([onRequest]);
    const off = { autoRollbackConfiguration: { enabled: false, events: [] } };
    const id = deploy(world, {}, off);
    await world.clock.advance(minute);
    stop(world, id);
    await world.clock.advance(minute);
    expect(rollbackOf(world, id)).toBe("");
    expect(info(world, id).autoRollbackConfiguration).toEqual(off.autoRollbackConfiguration);
  });

  test.each([undefined, true])(
    "stops a roll-back, which is not rolled back in turn (%s)",
    async (flag) => {
      const world = orders(allRollbackEvents.events);
      const id = deploy(world);
      await world.clock.advance(minute);
      stop(world, id);
      await world.clock.advance(600);
      const rollback = rollbackOf(world, id);
      stop(world, rollback, flag);
      await world.clock.advance(minute);
      expect(info(world, rollback)).toMatchObject({ status: "Stopped" });
      expect(rollbackOf(world, rollback)).toBe("");
      expect(world.lambda.alias("orders", "live").weights).toEqual({ "6": 0.1 });
    },
  );

  test.each([
    [undefined, "DeploymentIdRequiredException"],
    ["nonsense", "InvalidDeploymentIdException"],
    ["d-ABCDEFGHI", "DeploymentDoesNotExistException"],
  ])("of %j is refused with %s", (deploymentId, code) => {
    const world = orders([]);
    expect(codeOf(() => world.api.StopDeployment({ deploymentId }))).toBe(code);
  });
});

describe("ContinueDeployment", () => {
  test("is not for Lambda", async () => {
    const world = orders([]);
    const deploymentId = deploy(world);
    const go = () =>
      world.api.ContinueDeployment({ deploymentId, deploymentWaitType: "READY_WAIT" });
    expect(codeOf(go)).toBe("UnsupportedActionForDeploymentTypeException");
    await world.clock.advance(10 * minute);
    expect(codeOf(go)).toBe("DeploymentAlreadyCompletedException");
  });

  test("of an unknown deployment is refused", () => {
    const world = orders([]);
    expect(codeOf(() => world.api.ContinueDeployment({ deploymentId: "d-ABCDEFGHI" }))).toBe(
      "DeploymentDoesNotExistException",
    );
  });
});
