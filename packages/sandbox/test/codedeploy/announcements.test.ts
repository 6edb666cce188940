import { describe, expect, test } from "vitest";
import {
  announced,
  createOrders,
  createWorld,
  deploy,
  info,
  rollbackOf,
  scope,
  type World,
} from "./world.ts";

const minute = 60_000;

function orders(): World {
  const world = createWorld();
  createOrders(world);
  return world;
}

describe("a state change", () => {
  test("is told in AWS's shape, with six members of detail", async () => {
    const world = orders();
    const id = deploy(world);
    await world.clock.advance(1000);
    const names = { applicationName: "shop", deploymentGroupName: "orders" };
    const { deploymentGroupInfo } = world.api.GetDeploymentGroup(names);
    expect(world.events).toEqual([
      {
        at: info(world, id).startTime!.getTime(),
        scope,
        event: {
          source: "aws.codedeploy",
          detailType: "CodeDeploy Deployment State-change Notification",
          resources: [
            "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:shop/orders",
            "arn:aws:codedeploy:us-east-1:123456789012:application:shop",
          ],
          detail: {
            region: "us-east-1",
            deploymentId: id,
            instanceGroupId: deploymentGroupInfo!.deploymentGroupId,
            deploymentGroup: "orders",
            state: "START",
            application: "shop",
          },
        },
      },
    ]);
  });

  test("is not told of a shift of traffic", async () => {
    const world = orders();
    deploy(
      world,
      {},
      { deploymentConfigName: "CodeDeployDefault.LambdaLinear10PercentEvery1Minute" },
    );
    await world.clock.advance(5 * minute);
    expect(world.lambda.changes.length).toBeGreaterThan(3);
    expect(world.events).toHaveLength(1);
  });

  test("to success is told when it happens", async () => {
    const world = orders();
    const id = deploy(world);
    await world.clock.advance(6 * minute);
    expect(announced(world, id)).toEqual(["START", "SUCCESS"]);
    expect(world.events.at(-1)!.at).toBe(info(world, id).completeTime!.getTime());
  });

  test("is told of a roll-back too, in order, by its own id", async () => {
    const world = orders();
    const id = deploy(world, { to: "99" });
    await world.clock.advance(minute);
    const rollback = rollbackOf(world, id);
    expect(world.events.map(({ event }) => event.detail)).toMatchObject([
      { deploymentId: id, state: "START" },
      { deploymentId: id, state: "FAILURE" },
      { deploymentId: rollback, state: "START" },
      { deploymentId: rollback, state: "SUCCESS" },
    ]);
  });

  test("never carries a reason or a roll-back id", async () => {
    const world = orders();
    deploy(world, { to: "99" });
    await world.clock.advance(minute);
    expect(world.events).toHaveLength(4);
    for (const { event } of world.events) {
      expect(Object.keys(event.detail as object).sort()).toEqual([
        "application",
        "deploymentGroup",
        "deploymentId",
        "instanceGroupId",
        "region",
        "state",
      ]);
    }
  });

  test("carries another group id after the group was made again", async () => {
    const world = orders();
    deploy(world);
    await world.clock.advance(6 * minute);
    world.api.DeleteDeploymentGroup({ applicationName: "shop", deploymentGroupName: "orders" });
    const first = world.events.at(-1)!.event.detail as { instanceGroupId: string };
    world.api.CreateDeploymentGroup({
      applicationName: "shop",
      deploymentGroupName: "orders",
      serviceRoleArn: "arn:aws:iam::123456789012:role/codedeploy",
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
    });
    deploy(world, { from: "6", to: "7" });
    await world.clock.advance(minute);
    const second = world.events.at(-1)!.event.detail as { instanceGroupId: string };
    expect(second.instanceGroupId).not.toBe(first.instanceGroupId);
  });
});
