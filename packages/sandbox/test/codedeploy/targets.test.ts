import type { TargetStatus } from "@aws-sdk/client-codedeploy";
import { describe, expect, test } from "vitest";
import { codeOf, createOrders, createWorld, deploy, target, type World } from "./world.ts";

const minute = 60_000;

async function running(): Promise<{ world: World; id: string }> {
  const world = createWorld();
  createOrders(world);
  const id = deploy(world, { before: "CodeDeployHook_before" });
  await world.clock.advance(5000);
  return { world, id };
}

describe("a target", () => {
  test("is the function that is deployed to", async () => {
    const { world, id } = await running();
    expect(world.api.ListDeploymentTargets({ deploymentId: id })).toEqual({
      targetIds: ["orders"],
    });
    const got = world.api.GetDeploymentTarget({ deploymentId: id, targetId: "orders" });
    expect(got).toEqual({
      deploymentTarget: {
        deploymentTargetType: "LambdaTarget",
        lambdaTarget: {
          deploymentId: id,
          targetId: "orders",
          targetArn: "arn:aws:lambda:us-east-1:123456789012:function:orders",
          status: "InProgress",
          lastUpdatedAt: new Date("2026-01-01T00:00:01.400Z"),
          lifecycleEvents: [
            {
              lifecycleEventName: "BeforeAllowTraffic",
              status: "InProgress",
              startTime: new Date("2026-01-01T00:00:01.400Z"),
              endTime: undefined,
              diagnostics: undefined,
            },
            { lifecycleEventName: "AllowTraffic", status: "Pending" },
            { lifecycleEventName: "AfterAllowTraffic", status: "Pending" },
          ],
          lambdaFunctionInfo: {
            functionName: "orders",
            functionAlias: "live",
            currentVersion: "5",
            targetVersion: "6",
            targetVersionWeight: 0,
          },
        },
      },
    });
  });

  test("does not exist before the deployment has started", async () => {
    const world = createWorld();
    createOrders(world);
    const deploymentId = deploy(world);
    const asks = [
      () => world.api.ListDeploymentTargets({ deploymentId }),
      () => world.api.GetDeploymentTarget({ deploymentId, targetId: "orders" }),
      () => world.api.BatchGetDeploymentTargets({ deploymentId, targetIds: ["orders"] }),
    ];
    for (const ask of asks) expect(codeOf(ask)).toBe("DeploymentNotStartedException");
    await world.clock.advance(1000);
    for (const ask of asks) expect(codeOf(ask)).toBe("no error");
  });

  test("fails where the deployment is stopped", async () => {
    const { world, id } = await running();
    world.api.StopDeployment({ deploymentId: id });
    await world.clock.advance(minute);
    expect(target(world, id).status).toBe("Failed");
  });

  test("has the bare name where the AppSpec has an ARN", async () => {
    const world = createWorld();
    createOrders(world);
    const id = deploy(world, {
      function: "arn:aws:lambda:us-east-1:123456789012:function:orders",
    });
    await world.clock.advance(minute);
    expect(target(world, id)).toMatchObject({
      targetId: "orders",
      targetArn: "arn:aws:lambda:us-east-1:123456789012:function:orders",
    });
    expect(world.lambda.alias("orders", "live").weights).toEqual({ "6": 0.1 });
  });
});

describe("ListDeploymentTargets", () => {
  test.each<[TargetStatus[], number]>([
    [[], 1],
    [["InProgress"], 1],
    [["Pending", "InProgress"], 1],
    [["Succeeded"], 0],
  ])("filters by the status %j", async (TargetStatus, count) => {
    const { world, id } = await running();
    const output = world.api.ListDeploymentTargets({
      deploymentId: id,
      targetFilters: { TargetStatus },
    });
    expect(output.targetIds).toHaveLength(count);
  });

  test("refuses an unknown filter", async () => {
    const { world, id } = await running();
    const targetFilters = { Color: ["red"] } as never;
    expect(codeOf(() => world.api.ListDeploymentTargets({ deploymentId: id, targetFilters }))).toBe(
      "InvalidTargetFilterNameException",
    );
  });

  test("refuses a token that it did not give", async () => {
    const { world, id } = await running();
    const list = () => world.api.ListDeploymentTargets({ deploymentId: id, nextToken: "x" });
    expect(codeOf(list)).toBe("InvalidNextTokenException");
  });

  test.each([
    [undefined, "DeploymentIdRequiredException"],
    ["nonsense", "InvalidDeploymentIdException"],
    ["d-ABCDEFGHI", "DeploymentDoesNotExistException"],
  ])("answers deployment %j with %s", (deploymentId, code) => {
    expect(codeOf(() => createWorld().api.ListDeploymentTargets({ deploymentId }))).toBe(code);
  });
});

describe("GetDeploymentTarget and BatchGetDeploymentTargets", () => {
  test.each([
    [undefined, "DeploymentTargetIdRequiredException"],
    ["", "DeploymentTargetIdRequiredException"],
    ["orders:live", "DeploymentTargetDoesNotExistException"],
    ["payments", "DeploymentTargetDoesNotExistException"],
  ])("answer target %j with %s", async (targetId, code) => {
    const { world, id } = await running();
    expect(codeOf(() => world.api.GetDeploymentTarget({ deploymentId: id, targetId }))).toBe(code);
    const targetIds = [targetId as string];
    const batch = () => world.api.BatchGetDeploymentTargets({ deploymentId: id, targetIds });
    expect(codeOf(batch)).toBe(code);
  });

  test("a batch has the same as a single read", async () => {
    const { world, id } = await running();
    const input = { deploymentId: id, targetIds: ["orders"] };
    const { deploymentTargets } = world.api.BatchGetDeploymentTargets(input);
    expect(deploymentTargets!.map((each) => each.lambdaTarget)).toEqual([target(world, id)]);
  });

  test.each([
    [0, "DeploymentTargetIdRequiredException"],
    [25, "no error"],
    [26, "DeploymentTargetListSizeExceededException"],
  ])("a batch of %i is answered with %s", async (length, code) => {
    const { world, id } = await running();
    const targetIds = Array.from({ length }, () => "orders");
    const batch = () => world.api.BatchGetDeploymentTargets({ deploymentId: id, targetIds });
    expect(codeOf(batch)).toBe(code);
  });
});
