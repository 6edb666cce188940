import { describe, expect, test } from "vitest";
import { AwsError } from "../../src/kernel/aws-error.ts";
import {
  announced,
  bothHooks,
  createOrders,
  createWorld,
  deploy,
  eventStatuses,
  info,
  reportHooks,
  rollbackOf,
  target,
  type World,
} from "./world.ts";

const minute = 60_000;

async function midway(config = "CodeDeployDefault.LambdaCanary10Percent5Minutes") {
  const world = createWorld();
  createOrders(world, { deploymentConfigName: config });
  const id = deploy(world);
  await world.clock.advance(1.5 * minute);
  return { world, id };
}

function expectFault(world: World, id: string, code: string): void {
  expect(info(world, id)).toMatchObject({ status: "Failed", errorInformation: { code } });
  expect(announced(world, id)).toEqual(["START", "FAILURE"]);
}

describe("an alias that somebody else changes while traffic shifts", () => {
  test.each<[string, string, Record<string, number>]>([
    ["moved to another version", "7", {}],
    ["moved to the new version", "6", {}],
    ["given another weight", "5", { "6": 0.5 }],
    ["given a weight of another version", "5", { "7": 0.1 }],
    ["stripped of its weight", "5", {}],
  ])("%s: the deployment fails at its next move", async (_, version, weights) => {
    const { world, id } = await midway();
    world.lambda.setAlias("orders", "live", version, weights);
    await world.clock.advance(minute);
    expect(info(world, id).status).toBe("InProgress");
    await world.clock.advance(5 * minute);
    expectFault(world, id, "INVALID_LAMBDA_CONFIGURATION");
    expect(eventStatuses(world, id)).toEqual(["Succeeded", "Failed", "Skipped"]);
    expect(target(world, id).lambdaFunctionInfo?.targetVersionWeight).toBe(0.1);
  });

  test("a linear shift notices it at the next step", async () => {
    const { world, id } = await midway("CodeDeployDefault.LambdaLinear10PercentEvery1Minute");
    expect(world.lambda.alias("orders", "live").weights).toEqual({ "6": 0.2 });
    world.lambda.setAlias("orders", "live", "5", { "6": 0.9 });
    await world.clock.advance(minute);
    expectFault(world, id, "INVALID_LAMBDA_CONFIGURATION");
  });

  test("an update that changes nothing of the traffic does not matter", async () => {
    const { world, id } = await midway();
    world.lambda.setAlias("orders", "live", "5", { "6": 0.1 });
    await world.clock.advance(5 * minute);
    expect(info(world, id).status).toBe("Succeeded");
  });

  test("the roll-back puts an alias back that is still at the old version", async () => {
    const { world, id } = await midway();
    world.lambda.setAlias("orders", "live", "5", { "6": 0.5 });
    await world.clock.advance(10 * minute);
    expect(info(world, rollbackOf(world, id)).status).toBe("Succeeded");
    expect(world.lambda.alias("orders", "live")).toMatchObject({
      functionVersion: "5",
      weights: {},
    });
  });

  test("the roll-back leaves an alias alone that is at a third version", async () => {
    const { world, id } = await midway();
    world.lambda.setAlias("orders", "live", "7");
    await world.clock.advance(10 * minute);
    expectFault(world, rollbackOf(world, id), "INVALID_LAMBDA_CONFIGURATION");
    expect(world.lambda.alias("orders", "live").functionVersion).toBe("7");
  });

  test("one that is deleted fails the deployment", async () => {
    const { world, id } = await midway();
    world.lambda.deleteAlias("orders", "live");
    await world.clock.advance(5 * minute);
    expectFault(world, id, "INVALID_LAMBDA_FUNCTION");
  });
});

describe("an alias that somebody else changes while the first hook runs", () => {
  test("fails the deployment before any traffic shifts", async () => {
    const world = createWorld();
    createOrders(world);
    reportHooks(world, minute, 0);
    const id = deploy(world, bothHooks);
    await world.clock.advance(30_000);
    world.lambda.setAlias("orders", "live", "7");
    await world.clock.advance(minute);
    expectFault(world, id, "INVALID_LAMBDA_CONFIGURATION");
    expect(eventStatuses(world, id)).toEqual(["Succeeded", "Failed", "Skipped"]);
    expect(world.lambda.changes).toEqual([]);
  });
});

describe("an alias that somebody else changes after the last shift", () => {
  test("is no concern of the deployment", async () => {
    const world = createWorld();
    createOrders(world);
    reportHooks(world, 0, 2 * minute);
    const id = deploy(world, bothHooks);
    await world.clock.advance(6 * minute);
    world.lambda.setAlias("orders", "live", "7");
    await world.clock.advance(5 * minute);
    expect(info(world, id).status).toBe("Succeeded");
    expect(world.lambda.alias("orders", "live").functionVersion).toBe("7");
  });
});

describe("Lambda's refusal of a move", () => {
  test.each([
    ["TooManyRequestsException", "THROTTLED"],
    ["AccessDeniedException", "IAM_ROLE_PERMISSIONS"],
    ["ResourceNotFoundException", "INVALID_LAMBDA_FUNCTION"],
    ["InvalidParameterValueException", "INVALID_LAMBDA_CONFIGURATION"],
    ["ResourceConflictException", "INVALID_LAMBDA_CONFIGURATION"],
  ])("%s fails the deployment with %s", async (refusal, code) => {
    const { world, id } = await midway();
    world.lambda.refusals.set("updateAlias", new AwsError(refusal, "no"));
    await world.clock.advance(5 * minute);
    expectFault(world, id, code);
    expect(info(world, rollbackOf(world, id)).status).toBe("Succeeded");
  });
});

describe("two groups that deploy to one alias", () => {
  test("are not kept apart: the second finds the weights of the first", async () => {
    const { world, id } = await midway();
    world.api.CreateDeploymentGroup({
      applicationName: "shop",
      deploymentGroupName: "twin",
      serviceRoleArn: "arn:aws:iam::123456789012:role/codedeploy",
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
    });
    const twin = deploy(world, { to: "7" }, { deploymentGroupName: "twin" });
    await world.clock.advance(5 * minute);
    expectFault(world, twin, "INVALID_LAMBDA_CONFIGURATION");
    expect(info(world, id).status).toBe("Succeeded");
  });
});
