import type { CreateDeploymentConfigInput, TrafficRoutingConfig } from "@aws-sdk/client-codedeploy";
import { describe, expect, test } from "vitest";
import { codeOf, createOrders, createWorld, type World } from "./world.ts";

const canary: TrafficRoutingConfig = {
  type: "TimeBasedCanary",
  timeBasedCanary: { canaryPercentage: 50, canaryInterval: 10 },
};

function create(world: World, input: Partial<CreateDeploymentConfigInput> = {}) {
  return world.api.CreateDeploymentConfig({
    deploymentConfigName: "Canary50Percent10Minutes",
    computePlatform: "Lambda",
    trafficRoutingConfig: canary,
    ...input,
  });
}

function read(world: World, deploymentConfigName: string) {
  return world.api.GetDeploymentConfig({ deploymentConfigName }).deploymentConfigInfo!;
}

describe("the predefined configurations", () => {
  test("are seventeen", () => {
    expect(createWorld().api.ListDeploymentConfigs({})).toEqual({
      deploymentConfigsList: [
        "OneAtATime",
        "HalfAtATime",
        "AllAtOnce",
        "LambdaAllAtOnce",
        "LambdaCanary10Percent5Minutes",
        "LambdaCanary10Percent10Minutes",
        "LambdaCanary10Percent15Minutes",
        "LambdaCanary10Percent30Minutes",
        "LambdaLinear10PercentEvery1Minute",
        "LambdaLinear10PercentEvery2Minutes",
        "LambdaLinear10PercentEvery3Minutes",
        "LambdaLinear10PercentEvery10Minutes",
        "ECSAllAtOnce",
        "ECSCanary10Percent5Minutes",
        "ECSCanary10Percent15Minutes",
        "ECSLinear10PercentEvery1Minutes",
        "ECSLinear10PercentEvery3Minutes",
      ].map((name) => `CodeDeployDefault.${name}`),
      nextToken: undefined,
    });
  });

  test.each<[string, TrafficRoutingConfig]>([
    ["LambdaAllAtOnce", { type: "AllAtOnce" }],
    ...[5, 10, 15, 30].map((canaryInterval): [string, TrafficRoutingConfig] => [
      `LambdaCanary10Percent${canaryInterval}Minutes`,
      { type: "TimeBasedCanary", timeBasedCanary: { canaryPercentage: 10, canaryInterval } },
    ]),
    ["LambdaLinear10PercentEvery1Minute", linear(1)],
    ["LambdaLinear10PercentEvery2Minutes", linear(2)],
    ["LambdaLinear10PercentEvery3Minutes", linear(3)],
    ["LambdaLinear10PercentEvery10Minutes", linear(10)],
  ])("%s routes traffic and knows no hosts", (name, trafficRoutingConfig) => {
    const config = read(createWorld(), `CodeDeployDefault.${name}`);
    expect(config).toEqual({
      deploymentConfigId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      deploymentConfigName: `CodeDeployDefault.${name}`,
      createTime: expect.any(Date),
      computePlatform: "Lambda",
      trafficRoutingConfig,
    });
  });

  test("of servers know how many hosts stay healthy", () => {
    expect(read(createWorld(), "CodeDeployDefault.OneAtATime")).toMatchObject({
      computePlatform: "Server",
      minimumHealthyHosts: { type: "HOST_COUNT", value: 1 },
    });
  });

  test("cannot be deleted, and no other can have a name like theirs", () => {
    const world = createWorld();
    const deploymentConfigName = "CodeDeployDefault.LambdaAllAtOnce";
    expect(codeOf(() => world.api.DeleteDeploymentConfig({ deploymentConfigName }))).toBe(
      "InvalidOperationException",
    );
    expect(codeOf(() => create(world, { deploymentConfigName: "CodeDeployDefault.Mine" }))).toBe(
      "InvalidDeploymentConfigNameException",
    );
  });
});

describe("CreateDeploymentConfig", () => {
  test("makes a configuration that can be read", () => {
    const world = createWorld();
    const { deploymentConfigId } = create(world);
    expect(read(world, "Canary50Percent10Minutes")).toEqual({
      deploymentConfigId,
      deploymentConfigName: "Canary50Percent10Minutes",
      createTime: new Date("2026-01-01T00:00:00Z"),
      computePlatform: "Lambda",
      trafficRoutingConfig: canary,
    });
    expect(world.api.ListDeploymentConfigs({}).deploymentConfigsList).toHaveLength(18);
  });

  test("makes one for servers where no platform is named", () => {
    const world = createWorld();
    create(world, {
      computePlatform: undefined,
      trafficRoutingConfig: undefined,
      minimumHealthyHosts: { type: "HOST_COUNT", value: 3 },
    });
    expect(read(world, "Canary50Percent10Minutes")).toMatchObject({
      computePlatform: "Server",
      minimumHealthyHosts: { type: "HOST_COUNT", value: 3 },
    });
  });

  test.each<[Partial<CreateDeploymentConfigInput>, string]>([
    [{ deploymentConfigName: undefined }, "DeploymentConfigNameRequired"],
    [{ deploymentConfigName: "two words" }, "InvalidDeploymentConfigName"],
    [{ deploymentConfigName: "x".repeat(101) }, "InvalidDeploymentConfigName"],
    [{ deploymentConfigName: "Taken" }, "DeploymentConfigAlreadyExists"],
    [{ deploymentConfigName: "CodeDeployDefault.OneAtATime" }, "DeploymentConfigAlreadyExists"],
    [{ computePlatform: "Mainframe" as never }, "InvalidComputePlatform"],
    [{ trafficRoutingConfig: undefined }, "InvalidTrafficRoutingConfiguration"],
    [{ trafficRoutingConfig: linear(0) }, "InvalidTrafficRoutingConfiguration"],
    [{ trafficRoutingConfig: linear(321) }, "InvalidTrafficRoutingConfiguration"],
    [{ computePlatform: undefined }, "InvalidMinimumHealthyHostValue"],
    [{ computePlatform: "Server" }, "InvalidMinimumHealthyHostValue"],
  ])("refuses %j with %s", (input, code) => {
    const world = createWorld();
    create(world, { deploymentConfigName: "Taken" });
    expect(codeOf(() => create(world, input))).toBe(`${code}Exception`);
    expect(world.api.ListDeploymentConfigs({}).deploymentConfigsList).toHaveLength(18);
  });

  test("makes fifty and no more", () => {
    const world = createWorld();
    for (let index = 0; index < 50; index++) create(world, { deploymentConfigName: `c${index}` });
    expect(codeOf(() => create(world))).toBe("DeploymentConfigLimitExceededException");
    world.api.DeleteDeploymentConfig({ deploymentConfigName: "c7" });
    expect(codeOf(() => create(world))).toBe("no error");
  });
});

describe("GetDeploymentConfig", () => {
  test.each([
    [undefined, "DeploymentConfigNameRequiredException"],
    ["two words", "InvalidDeploymentConfigNameException"],
    ["Nothing", "DeploymentConfigDoesNotExistException"],
  ])("answers the name %j with %s", (deploymentConfigName, code) => {
    const get = () => createWorld().api.GetDeploymentConfig({ deploymentConfigName });
    expect(codeOf(get)).toBe(code);
  });
});

describe("ListDeploymentConfigs", () => {
  test("refuses a token that it did not give", () => {
    const list = () => createWorld().api.ListDeploymentConfigs({ nextToken: "x" });
    expect(codeOf(list)).toBe("InvalidNextTokenException");
  });
});

describe("DeleteDeploymentConfig", () => {
  test("deletes, and is content when there is none", () => {
    const world = createWorld();
    create(world);
    const deploymentConfigName = "Canary50Percent10Minutes";
    for (let time = 0; time < 2; time++) {
      expect(world.api.DeleteDeploymentConfig({ deploymentConfigName })).toEqual({});
    }
    expect(codeOf(() => read(world, deploymentConfigName))).toBe(
      "DeploymentConfigDoesNotExistException",
    );
  });

  test("is refused while a group names it", () => {
    const world = createWorld();
    create(world);
    const deploymentConfigName = "Canary50Percent10Minutes";
    createOrders(world, { deploymentConfigName });
    const remove = () => codeOf(() => world.api.DeleteDeploymentConfig({ deploymentConfigName }));
    expect(remove()).toBe("DeploymentConfigInUseException");
    world.api.UpdateDeploymentGroup({
      applicationName: "shop",
      currentDeploymentGroupName: "orders",
      deploymentConfigName: "CodeDeployDefault.LambdaAllAtOnce",
    });
    expect(remove()).toBe("no error");
  });
});

function linear(linearInterval: number): TrafficRoutingConfig {
  return { type: "TimeBasedLinear", timeBasedLinear: { linearPercentage: 10, linearInterval } };
}
