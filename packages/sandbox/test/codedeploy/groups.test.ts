import type {
  CreateDeploymentGroupInput,
  UpdateDeploymentGroupInput,
} from "@aws-sdk/client-codedeploy";
import { describe, expect, test } from "vitest";
import { allRollbackEvents, codeOf, createWorld, roleArn, type World } from "./world.ts";

const _minute = 60_000;

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

function update(world: World, input: Partial<UpdateDeploymentGroupInput>) {
  return world.api.UpdateDeploymentGroup({
    applicationName: "shop",
    currentDeploymentGroupName: "orders",
    ...input,
  });
}

describe("CreateDeploymentGroup", () => {
  test("makes a group for Lambda that can be read", () => {
    const world = shop();
    const { deploymentGroupId } = create(world, {
      deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      alarmConfiguration: { enabled: true, alarms: [{ name: "errors" }] },
      autoRollbackConfiguration: allRollbackEvents,
      triggerConfigurations: [
        { triggerName: "t", triggerTargetArn: "arn:aws:sns:x", triggerEvents: ["DeploymentStart"] },
      ],
    });
    expect(deploymentGroupId).toMatch(/^[0-9a-f-]{36}$/);
    expect(read(world)).toEqual({
      applicationName: "shop",
      deploymentGroupId,
      deploymentGroupName: "orders",
      deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      computePlatform: "Lambda",
      serviceRoleArn: roleArn,
      deploymentStyle: blueGreen,
      alarmConfiguration: {
        enabled: true,
        ignorePollAlarmFailure: false,
        alarms: [{ name: "errors" }],
      },
      autoRollbackConfiguration: allRollbackEvents,
      triggerConfigurations: [
        { triggerName: "t", triggerTargetArn: "arn:aws:sns:x", triggerEvents: ["DeploymentStart"] },
      ],
      ec2TagFilters: [],
      onPremisesInstanceTagFilters: [],
      autoScalingGroups: [],
      outdatedInstancesStrategy: "UPDATE",
      terminationHookEnabled: false,
    });
  });

  test.each([
    ["Lambda", "CodeDeployDefault.LambdaAllAtOnce"],
    ["ECS", "CodeDeployDefault.ECSAllAtOnce"],
    ["Server", "CodeDeployDefault.OneAtATime"],
  ] as const)("gives a group for %s the configuration %s where it names none", (platform, name) => {
    const world = shop(platform);
    create(world);
    expect(read(world).deploymentConfigName).toBe(name);
  });

  test("has no alarms and no roll-back where none are named", () => {
    const world = shop();
    create(world);
    expect(read(world)).toMatchObject({
      alarmConfiguration: { enabled: false, ignorePollAlarmFailure: false, alarms: [] },
      autoRollbackConfiguration: { enabled: false, events: [] },
      triggerConfigurations: [],
    });
  });

  test("keeps the settings of servers as they are given", () => {
    const world = shop("Server");
    create(world, {
      deploymentStyle: undefined,
      autoScalingGroups: ["fleet"],
      ec2TagFilters: [{ Key: "stage", Value: "live", Type: "KEY_AND_VALUE" }],
      terminationHookEnabled: true,
      outdatedInstancesStrategy: "IGNORE",
    });
    expect(read(world)).toMatchObject({
      deploymentStyle: {
        deploymentType: "IN_PLACE",
        deploymentOption: "WITHOUT_TRAFFIC_CONTROL",
      },
      autoScalingGroups: [{ name: "fleet" }],
      ec2TagFilters: [{ Key: "stage", Value: "live", Type: "KEY_AND_VALUE" }],
      terminationHookEnabled: true,
      outdatedInstancesStrategy: "IGNORE",
    });
  });

  test.each<[Partial<CreateDeploymentGroupInput>, string]>([
    [{ applicationName: undefined }, "ApplicationNameRequired"],
    [{ applicationName: "nobody" }, "ApplicationDoesNotExist"],
    [{ deploymentGroupName: undefined }, "DeploymentGroupNameRequired"],
    [{ deploymentGroupName: "two words" }, "InvalidDeploymentGroupName"],
    [{ deploymentGroupName: "taken" }, "DeploymentGroupAlreadyExists"],
    [{ deploymentConfigName: "two words" }, "InvalidDeploymentConfigName"],
    [{ deploymentConfigName: "Nothing" }, "DeploymentConfigDoesNotExist"],
    [
      { deploymentConfigName: "CodeDeployDefault.OneAtATime" },
      "InvalidTrafficRoutingConfiguration",
    ],
    [{ serviceRoleArn: undefined }, "RoleRequired"],
    [{ serviceRoleArn: "codedeploy" }, "InvalidRole"],
    [{ serviceRoleArn: "arn:aws:iam::123456789012:user/codedeploy" }, "InvalidRole"],
    [{ triggerConfigurations: [{ triggerName: "t" }] }, "InvalidTriggerConfig"],
    [
      {
        triggerConfigurations: Array.from({ length: 11 }, () => ({
          triggerName: "t",
          triggerTargetArn: "arn:aws:sns:x",
          triggerEvents: ["DeploymentStart" as const],
        })),
      },
      "TriggerTargetsLimitExceeded",
    ],
    [{ alarmConfiguration: { enabled: true } }, "InvalidAlarmConfig"],
    [{ autoRollbackConfiguration: { enabled: true, events: [] } }, "InvalidAutoRollbackConfig"],
    [{ deploymentStyle: undefined }, "InvalidDeploymentStyle"],
    [{ deploymentStyle: {} }, "InvalidDeploymentStyle"],
    [{ deploymentStyle: { deploymentType: "BLUE_GREEN" } }, "InvalidDeploymentStyle"],
    [{ deploymentStyle: { ...blueGreen, deploymentType: "IN_PLACE" } }, "InvalidDeploymentStyle"],
    [
      { deploymentStyle: { ...blueGreen, deploymentOption: "WITHOUT_TRAFFIC_CONTROL" } },
      "InvalidDeploymentStyle",
    ],
    [
      { deploymentStyle: { ...blueGreen, deploymentOption: "Yes" as never } },
      "InvalidDeploymentStyle",
    ],
    [{ tags: [{ Key: "x".repeat(129), Value: "" }] }, "InvalidTagsToAdd"],
  ])("refuses %j with %s", (input, code) => {
    const world = shop();
    create(world, { deploymentGroupName: "taken" });
    expect(codeOf(() => create(world, input))).toBe(`${code}Exception`);
    const { deploymentGroups } = world.api.ListDeploymentGroups({ applicationName: "shop" });
    expect(deploymentGroups).toEqual(["taken"]);
  });

  test.each([
    [{}, "Deployment type or deployment option cannot be null or empty"],
    [
      { deploymentType: "BLUE_GREEN", deploymentOption: "Yes" },
      "Deployment option can only be WITH_TRAFFIC_CONTROL or WITHOUT_TRAFFIC_CONTROL",
    ],
  ])("says of the style %j what AWS says", (style, message) => {
    expect(() => create(shop(), { deploymentStyle: style as object })).toThrow(message);
  });

  test("takes alarms that do not exist yet", () => {
    const world = shop();
    const alarmConfiguration = { enabled: true, alarms: [{ name: "later" }] };
    expect(codeOf(() => create(world, { alarmConfiguration }))).toBe("no error");
  });
});

describe("UpdateDeploymentGroup", () => {
  const everything: Partial<CreateDeploymentGroupInput> = {
    deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
    alarmConfiguration: { enabled: true, alarms: [{ name: "errors" }] },
    autoRollbackConfiguration: allRollbackEvents,
    triggerConfigurations: [
      { triggerName: "t", triggerTargetArn: "arn:aws:sns:x", triggerEvents: ["DeploymentStart"] },
    ],
  };

  test("keeps every member that it does not name", () => {
    const world = shop();
    create(world, everything);
    const before = read(world);
    expect(update(world, {})).toEqual({ hooksNotCleanedUp: [] });
    expect(read(world)).toEqual(before);
  });

  test.each<[Partial<UpdateDeploymentGroupInput>, object]>([
    [
      { deploymentConfigName: "CodeDeployDefault.LambdaAllAtOnce" },
      { deploymentConfigName: "CodeDeployDefault.LambdaAllAtOnce" },
    ],
    [
      { alarmConfiguration: { enabled: false, alarms: [] } },
      { alarmConfiguration: { enabled: false, ignorePollAlarmFailure: false, alarms: [] } },
    ],
    [
      { autoRollbackConfiguration: { enabled: false } },
      { autoRollbackConfiguration: { enabled: false, events: [] } },
    ],
    [
      { serviceRoleArn: "arn:aws:iam::123456789012:role/other" },
      { serviceRoleArn: "arn:aws:iam::123456789012:role/other" },
    ],
    [{ triggerConfigurations: [] }, { triggerConfigurations: [] }],
    [{ newDeploymentGroupName: "sales" }, { deploymentGroupName: "sales" }],
  ])("changes by %j that alone", (input, change) => {
    const world = shop();
    create(world, everything);
    const before = read(world);
    update(world, input);
    expect(read(world, input.newDeploymentGroupName ?? "orders")).toEqual({ ...before, ...change });
  });

  test.each<[Partial<UpdateDeploymentGroupInput>, string]>([
    [{ applicationName: "nobody" }, "ApplicationDoesNotExist"],
    [{ currentDeploymentGroupName: undefined }, "DeploymentGroupNameRequired"],
    [{ currentDeploymentGroupName: "nobody" }, "DeploymentGroupDoesNotExist"],
    [{ newDeploymentGroupName: "taken" }, "DeploymentGroupAlreadyExists"],
    [{ newDeploymentGroupName: "two words" }, "InvalidDeploymentGroupName"],
    [{ deploymentConfigName: "Nothing" }, "DeploymentConfigDoesNotExist"],
    [{ serviceRoleArn: "x" }, "InvalidRole"],
    [{ alarmConfiguration: { enabled: true, alarms: [] } }, "InvalidAlarmConfig"],
    [{ autoRollbackConfiguration: { enabled: true } }, "InvalidAutoRollbackConfig"],
    [{ deploymentStyle: {} }, "InvalidDeploymentStyle"],
  ])("refuses %j with %s and changes nothing", (input, code) => {
    const world = shop();
    create(world, everything);
    create(world, { deploymentGroupName: "taken" });
    const before = read(world);
    const all = { newDeploymentGroupName: "renamed", ...input };
    expect(codeOf(() => update(world, all))).toBe(`${code}Exception`);
    expect(read(world)).toEqual(before);
  });

  test("may name its own name", () => {
    const world = shop();
    create(world);
    update(world, { newDeploymentGroupName: "orders" });
    expect(read(world).deploymentGroupName).toBe("orders");
  });
});
