import type { ListDeploymentsInput } from "@aws-sdk/client-codedeploy";
import { describe, expect, test } from "vitest";
import {
  codeOf,
  createOrders,
  createWorld,
  deploy,
  info,
  roleArn,
  rollbackOf,
  start,
  type World,
} from "./world.ts";

const minute = 60_000;

/** Three deployments of `orders`, at minutes 0, 10 and 20: succeeded, failed, running. */
async function threeDeployments() {
  const world = createWorld();
  createOrders(world, { autoRollbackConfiguration: undefined });
  const succeeded = deploy(world);
  await world.clock.advance(10 * minute);
  const failed = deploy(world, { from: "6", to: "99" });
  await world.clock.advance(10 * minute);
  const running = deploy(world, { from: "6", to: "7" });
  await world.clock.advance(2 * minute);
  return { world, succeeded, failed, running };
}

const both = { applicationName: "shop", deploymentGroupName: "orders" };

function list(world: World, input: ListDeploymentsInput): string[] {
  return world.api.ListDeployments(input).deployments!;
}

describe("ListDeployments", () => {
  test("lists the newest first", async () => {
    const { world, succeeded, failed, running } = await threeDeployments();
    expect(list(world, {})).toEqual([running, failed, succeeded]);
    expect(list(world, both)).toEqual([running, failed, succeeded]);
  });

  test("lists those in the states asked for", async () => {
    const { world, succeeded, failed, running } = await threeDeployments();
    expect(list(world, { includeOnlyStatuses: ["InProgress", "Created", "Queued"] })).toEqual([
      running,
    ]);
    expect(list(world, { includeOnlyStatuses: ["Failed", "Succeeded"] })).toEqual([
      failed,
      succeeded,
    ]);
    expect(list(world, { includeOnlyStatuses: ["Stopped"] })).toEqual([]);
    expect(list(world, { includeOnlyStatuses: [] })).toHaveLength(3);
  });

  test("lists those created in a range of time, both ends included", async () => {
    const { world, succeeded, failed, running } = await threeDeployments();
    const at = (minutes: number) => new Date(start + minutes * minute);
    const created = (range: { start?: Date; end?: Date }) =>
      list(world, { createTimeRange: range });
    expect(created({ start: at(10), end: at(10) })).toEqual([failed]);
    expect(created({ start: at(5) })).toEqual([running, failed]);
    expect(created({ end: at(10) })).toEqual([failed, succeeded]);
    expect(created({ start: at(1), end: at(9) })).toEqual([]);
    expect(created({})).toHaveLength(3);
  });

  test("lists those of one group alone", async () => {
    const { world, running } = await threeDeployments();
    world.api.CreateDeploymentGroup({
      ...both,
      deploymentGroupName: "payments",
      serviceRoleArn: roleArn,
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
    });
    const other = deploy(world, {}, { deploymentGroupName: "payments" });
    expect(list(world, { ...both, deploymentGroupName: "payments" })).toEqual([other]);
    expect(list(world, both)).not.toContain(other);
    expect(list(world, {}).slice(0, 2)).toEqual([other, running]);
  });

  test("lists none of another service's ids", async () => {
    const { world } = await threeDeployments();
    expect(list(world, { externalId: "stack" })).toEqual([]);
  });

  test("lists roll-backs among the others", async () => {
    const world = createWorld();
    createOrders(world);
    const id = deploy(world, { to: "99" });
    await world.clock.advance(minute);
    expect(list(world, both)).toEqual([rollbackOf(world, id), id]);
  });

  test("gives pages of a hundred that new deployments do not shift", async () => {
    const world = createWorld();
    createOrders(world, { autoRollbackConfiguration: undefined });
    const ids: string[] = [];
    for (let index = 0; index < 120; index++) {
      ids.unshift(deploy(world, { to: "99" }));
      await world.clock.advance(2000);
    }
    const first = world.api.ListDeployments(both);
    deploy(world, { to: "99" });
    const second = world.api.ListDeployments({ ...both, nextToken: first.nextToken });
    expect(first.deployments).toHaveLength(100);
    expect([...first.deployments!, ...second.deployments!]).toEqual(ids);
    expect(second.nextToken).toBeUndefined();
  });

  test.each<[ListDeploymentsInput, string]>([
    [{ applicationName: "shop" }, "DeploymentGroupNameRequired"],
    [{ deploymentGroupName: "orders" }, "ApplicationNameRequired"],
    [{ ...both, applicationName: "two words" }, "InvalidApplicationName"],
    [{ ...both, applicationName: "nobody" }, "ApplicationDoesNotExist"],
    [{ ...both, deploymentGroupName: "two words" }, "InvalidDeploymentGroupName"],
    [{ ...both, deploymentGroupName: "nobody" }, "DeploymentGroupDoesNotExist"],
    [{ includeOnlyStatuses: ["Lost" as never] }, "InvalidDeploymentStatus"],
    [{ createTimeRange: { start: new Date(2), end: new Date(1) } }, "InvalidTimeRange"],
    [{ nextToken: "x" }, "InvalidNextToken"],
  ])("refuses %j with %s", async (input, code) => {
    const { world } = await threeDeployments();
    expect(codeOf(() => list(world, input))).toBe(`${code}Exception`);
  });
});

describe("GetDeployment", () => {
  test.each([
    [undefined, "DeploymentIdRequiredException"],
    ["d-short", "InvalidDeploymentIdException"],
    ["d-ABCDEFGHI", "DeploymentDoesNotExistException"],
  ])("answers %j with %s", (deploymentId, code) => {
    expect(codeOf(() => createWorld().api.GetDeployment({ deploymentId }))).toBe(code);
  });

  test("does not find one of another region", () => {
    const world = createWorld();
    createOrders(world);
    const deploymentId = deploy(world);
    const elsewhere = { account: "123456789012", region: "eu-west-1" };
    const call = { scope: elsewhere, requestId: "r", operation: "GetDeployment" };
    const get = () => world.service.operations["GetDeployment"]!.run(call, { deploymentId });
    expect(codeOf(get)).toBe("DeploymentDoesNotExistException");
  });
});

describe("BatchGetDeployments", () => {
  test("reads several, leaving out those that it does not know", async () => {
    const { world, succeeded, running } = await threeDeployments();
    const { deploymentsInfo } = world.api.BatchGetDeployments({
      deploymentIds: [running, "d-ABCDEFGHI", succeeded],
    });
    expect(deploymentsInfo).toEqual([info(world, running), info(world, succeeded)]);
  });

  test.each([
    [[], "DeploymentIdRequiredException"],
    [["nonsense"], "InvalidDeploymentIdException"],
    [Array.from({ length: 26 }, () => "d-ABCDEFGHI"), "BatchLimitExceededException"],
    [Array.from({ length: 25 }, () => "d-ABCDEFGHI"), "no error"],
  ])("answers %j with %s", (deploymentIds, code) => {
    expect(codeOf(() => createWorld().api.BatchGetDeployments({ deploymentIds }))).toBe(code);
  });
});
