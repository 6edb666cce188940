import type { CreateDeploymentGroupInput } from "@aws-sdk/client-codedeploy";
import { describe, expect, test } from "vitest";
import { codeOf, createOrders, createWorld, deploy, info, roleArn, type World } from "./world.ts";

const minute = 60_000;

const blueGreen = {
  deploymentType: "BLUE_GREEN",
  deploymentOption: "WITH_TRAFFIC_CONTROL",
} as const;

const names = { applicationName: "shop", deploymentGroupName: "orders" };

function shop(computePlatform: "Lambda" | "Server" | "ECS" = "Lambda"): World {
  const world = createWorld();
  world.api.CreateApplication({ applicationName: "shop", computePlatform });
  return world;
}

function create(world: World, input: Partial<CreateDeploymentGroupInput> = {}) {
  return world.api.CreateDeploymentGroup({
    ...names,
    serviceRoleArn: roleArn,
    deploymentStyle: blueGreen,
    ...input,
  });
}

function read(world: World, deploymentGroupName = "orders") {
  return world.api.GetDeploymentGroup({ ...names, deploymentGroupName }).deploymentGroupInfo!;
}

describe("a group's deployments", () => {
  test("show as the last attempted and the last successful one", async () => {
    const world = createWorld();
    createOrders(world);
    expect(read(world)).toMatchObject({
      lastAttemptedDeployment: undefined,
      lastSuccessfulDeployment: undefined,
      targetRevision: undefined,
    });
    const first = deploy(world);
    await world.clock.advance(6 * minute);
    const second = deploy(world, { from: "6", to: "7" });
    expect(read(world)).toMatchObject({
      targetRevision: info(world, second).revision,
      lastAttemptedDeployment: {
        deploymentId: second,
        status: "Created",
        endTime: undefined,
        createTime: info(world, second).createTime,
      },
      lastSuccessfulDeployment: {
        deploymentId: first,
        status: "Succeeded",
        endTime: info(world, first).completeTime,
        createTime: info(world, first).createTime,
      },
    });
  });
});

describe("other reads of groups", () => {
  test.each([
    [{ applicationName: undefined }, "ApplicationNameRequired"],
    [{ applicationName: "nobody" }, "ApplicationDoesNotExist"],
    [{ deploymentGroupName: undefined }, "DeploymentGroupNameRequired"],
    [{ deploymentGroupName: "nobody" }, "DeploymentGroupDoesNotExist"],
  ])("GetDeploymentGroup of %j is refused with %s", (input, code) => {
    const world = shop();
    create(world);
    const get = () => world.api.GetDeploymentGroup({ ...names, ...input });
    expect(codeOf(get)).toBe(`${code}Exception`);
  });

  test("BatchGetDeploymentGroups tells of those that it does not know", () => {
    const world = shop();
    create(world);
    const output = world.api.BatchGetDeploymentGroups({
      applicationName: "shop",
      deploymentGroupNames: ["nobody", "orders"],
    });
    expect(output.deploymentGroupsInfo).toEqual([read(world)]);
    expect(output.errorMessage).toBe("No Deployment Group found for name: nobody");
  });

  test.each([
    [[], "DeploymentGroupNameRequiredException"],
    [["two words"], "InvalidDeploymentGroupNameException"],
    [Array.from({ length: 101 }, () => "orders"), "BatchLimitExceededException"],
    [["orders"], "no error"],
  ])("BatchGetDeploymentGroups answers %j with %s", (deploymentGroupNames, code) => {
    const world = shop();
    create(world);
    const get = () =>
      world.api.BatchGetDeploymentGroups({ applicationName: "shop", deploymentGroupNames });
    expect(codeOf(get)).toBe(code);
  });

  test("ListDeploymentGroups gives pages of a hundred", () => {
    const world = shop();
    const all = Array.from({ length: 150 }, (_, index) => `group-${index}`);
    for (const deploymentGroupName of all) create(world, { deploymentGroupName });
    const first = world.api.ListDeploymentGroups({ applicationName: "shop" });
    const { nextToken } = first;
    const second = world.api.ListDeploymentGroups({ applicationName: "shop", nextToken });
    expect([...first.deploymentGroups!, ...second.deploymentGroups!]).toEqual(all);
    expect(first).toMatchObject({ applicationName: "shop" });
    expect(second.nextToken).toBeUndefined();
  });
});

describe("DeleteDeploymentGroup", () => {
  test("deletes, and is content when there is none", () => {
    const world = shop();
    create(world);
    for (let time = 0; time < 2; time++) {
      expect(world.api.DeleteDeploymentGroup(names)).toEqual({ hooksNotCleanedUp: [] });
    }
    expect(codeOf(() => read(world))).toBe("DeploymentGroupDoesNotExistException");
    const elsewhere = { ...names, applicationName: "nobody" };
    expect(world.api.DeleteDeploymentGroup(elsewhere)).toEqual({ hooksNotCleanedUp: [] });
  });

  test("and making it again gives another id", () => {
    const world = shop();
    const first = create(world).deploymentGroupId;
    world.api.DeleteDeploymentGroup(names);
    expect(create(world).deploymentGroupId).not.toBe(first);
  });
});
