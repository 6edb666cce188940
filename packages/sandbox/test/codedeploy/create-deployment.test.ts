import { createHash } from "node:crypto";
import type { CreateDeploymentInput } from "@aws-sdk/client-codedeploy";
import { describe, expect, test } from "vitest";
import {
  appSpec,
  codeOf,
  createOrders,
  createWorld,
  deploy,
  info,
  roleArn,
  type World,
} from "./world.ts";

const minute = 60_000;

function orders(): World {
  const world = createWorld();
  createOrders(world);
  return world;
}

function refusalOf(world: World, input: Partial<CreateDeploymentInput>): string {
  return codeOf(() => deploy(world, {}, input)).replace("Exception", "");
}

const content = appSpec();

describe("CreateDeployment", () => {
  test("answers with an id, and creates the deployment at once", () => {
    const world = orders();
    const id = deploy(world, {}, { description: "release 1" });
    expect(id).toMatch(/^d-[A-Z0-9]{9}$/);
    expect(info(world, id)).toEqual({
      applicationName: "shop",
      deploymentGroupName: "orders",
      deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      deploymentId: id,
      previousRevision: undefined,
      revision: {
        revisionType: "AppSpecContent",
        appSpecContent: { sha256: createHash("sha256").update(content).digest("hex") },
      },
      status: "Created",
      errorInformation: undefined,
      createTime: new Date("2026-01-01T00:00:00Z"),
      startTime: undefined,
      completeTime: undefined,
      deploymentOverview: {
        Pending: 1,
        InProgress: 0,
        Succeeded: 0,
        Failed: 0,
        Skipped: 0,
        Ready: 0,
      },
      description: "release 1",
      creator: "user",
      ignoreApplicationStopFailures: false,
      autoRollbackConfiguration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      updateOutdatedInstancesOnly: false,
      rollbackInfo: undefined,
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      instanceTerminationWaitTimeStarted: false,
      fileExistsBehavior: "DISALLOW",
      deploymentStatusMessages: [],
      computePlatform: "Lambda",
      overrideAlarmConfiguration: undefined,
    });
  });

  test("starts a second later, or when the setting says", async () => {
    const world = orders();
    const id = deploy(world);
    await world.clock.advance(999);
    expect(info(world, id).status).toBe("Created");
    await world.clock.advance(1);
    expect(info(world, id)).toMatchObject({
      status: "InProgress",
      startTime: new Date("2026-01-01T00:00:01Z"),
    });
    const slow = createWorld({ settings: { codedeployStartSeconds: 30 } });
    createOrders(slow);
    const late = deploy(slow);
    await slow.clock.advance(29_000);
    expect(info(slow, late).status).toBe("Created");
  });

  test.each<[Partial<CreateDeploymentInput>, string]>([
    [{ applicationName: undefined }, "ApplicationNameRequired"],
    [{ applicationName: "not a name" }, "InvalidApplicationName"],
    [{ applicationName: "x".repeat(101) }, "InvalidApplicationName"],
    [{ applicationName: "nobody" }, "ApplicationDoesNotExist"],
    [{ deploymentGroupName: undefined }, "DeploymentGroupNameRequired"],
    [{ deploymentGroupName: "not/a/name" }, "InvalidDeploymentGroupName"],
    [{ deploymentGroupName: "nobody" }, "DeploymentGroupDoesNotExist"],
    [{ revision: undefined }, "RevisionRequired"],
    [{ revision: {} }, "InvalidRevision"],
    [{ revision: { revisionType: "Parcel" as never } }, "InvalidRevision"],
    [{ revision: { revisionType: "AppSpecContent" } }, "InvalidRevision"],
    [{ revision: { revisionType: "AppSpecContent", string: { content } } }, "InvalidRevision"],
    [
      { revision: { revisionType: "AppSpecContent", appSpecContent: { content: "" } } },
      "InvalidRevision",
    ],
    [{ revision: { revisionType: "String" } }, "InvalidRevision"],
    [{ revision: { revisionType: "String", appSpecContent: { content } } }, "InvalidRevision"],
    [
      { revision: { revisionType: "AppSpecContent", appSpecContent: { content: "{ never: [" } } },
      "InvalidRevision",
    ],
    [
      {
        revision: {
          revisionType: "AppSpecContent",
          appSpecContent: { content, sha256: "0".repeat(64) },
        },
      },
      "InvalidRevision",
    ],
    [
      { revision: { revisionType: "AppSpecContent", appSpecContent: { sha256: "0".repeat(64) } } },
      "RevisionDoesNotExist",
    ],
    [{ revision: { revisionType: "S3" } }, "InvalidRevision"],
    [
      { revision: { revisionType: "S3", s3Location: { bucket: "builds", bundleType: "JSON" } } },
      "InvalidRevision",
    ],
    [{ revision: { revisionType: "GitHub" } }, "InvalidRevision"],
    [
      {
        revision: {
          revisionType: "GitHub",
          gitHubLocation: { repository: "a/b", commitId: "0".repeat(40) },
        },
      },
      "InvalidRevision",
    ],
    [{ deploymentConfigName: "not a name" }, "InvalidDeploymentConfigName"],
    [{ deploymentConfigName: "Nothing" }, "DeploymentConfigDoesNotExist"],
    [
      { deploymentConfigName: "CodeDeployDefault.OneAtATime" },
      "InvalidTrafficRoutingConfiguration",
    ],
    [
      { deploymentConfigName: "CodeDeployDefault.ECSAllAtOnce" },
      "InvalidTrafficRoutingConfiguration",
    ],
    [{ description: "x".repeat(257) }, "DescriptionTooLong"],
    [{ overrideAlarmConfiguration: { enabled: true, alarms: [] } }, "InvalidAlarmConfig"],
    [
      { overrideAlarmConfiguration: { alarms: [{ name: "a" }, { name: "a" }] } },
      "InvalidAlarmConfig",
    ],
    [{ overrideAlarmConfiguration: { alarms: [{ name: "" }] } }, "InvalidAlarmConfig"],
    [{ overrideAlarmConfiguration: { alarms: [{ name: "x".repeat(256) }] } }, "InvalidAlarmConfig"],
    [
      {
        overrideAlarmConfiguration: {
          alarms: Array.from({ length: 51 }, (_, index) => ({ name: `a${index}` })),
        },
      },
      "AlarmsLimitExceeded",
    ],
    [{ autoRollbackConfiguration: { enabled: true } }, "InvalidAutoRollbackConfig"],
    [{ autoRollbackConfiguration: { enabled: true, events: [] } }, "InvalidAutoRollbackConfig"],
    [{ autoRollbackConfiguration: { events: ["WHIM" as never] } }, "InvalidAutoRollbackConfig"],
    [{ fileExistsBehavior: "DISALLOW" }, "InvalidFileExistsBehavior"],
    [{ targetInstances: {} }, "InvalidTargetInstances"],
    [{ updateOutdatedInstancesOnly: true }, "InvalidUpdateOutdatedInstancesOnlyValue"],
    [{ ignoreApplicationStopFailures: true }, "InvalidIgnoreApplicationStopFailuresValue"],
  ])("refuses %j with %s", (input, code) => {
    const world = orders();
    expect(refusalOf(world, input)).toBe(code);
    expect(world.api.ListDeployments({}).deployments).toEqual([]);
  });

  test.each<[Partial<CreateDeploymentInput>]>([
    [{ description: "x".repeat(256) }],
    [{ updateOutdatedInstancesOnly: false, ignoreApplicationStopFailures: false }],
    [{ overrideAlarmConfiguration: { enabled: false } }],
    [{ autoRollbackConfiguration: { enabled: false } }],
    [{ deploymentConfigName: "CodeDeployDefault.LambdaAllAtOnce" }],
  ])("takes %j", (input) => {
    expect(refusalOf(orders(), input)).toBe("no error");
  });

  test("names the first fault in the order of AWS's model", async () => {
    const world = orders();
    deploy(world);
    const faults: [Partial<CreateDeploymentInput>, string][] = [
      [{ applicationName: "not a name" }, "InvalidApplicationName"],
      [{ deploymentGroupName: "not/a/name" }, "InvalidDeploymentGroupName"],
      [{ applicationName: "nobody" }, "ApplicationDoesNotExist"],
      [{ deploymentGroupName: "nobody" }, "DeploymentGroupDoesNotExist"],
      [{ revision: undefined }, "RevisionRequired"],
      [{ deploymentConfigName: "Nothing" }, "DeploymentConfigDoesNotExist"],
      [{ description: "x".repeat(257) }, "DescriptionTooLong"],
      [{ overrideAlarmConfiguration: { enabled: true } }, "InvalidAlarmConfig"],
      [{ autoRollbackConfiguration: { enabled: true } }, "InvalidAutoRollbackConfig"],
      [{ fileExistsBehavior: "DISALLOW" }, "InvalidFileExistsBehavior"],
      [{ updateOutdatedInstancesOnly: true }, "InvalidUpdateOutdatedInstancesOnlyValue"],
      [{}, "DeploymentLimitExceeded"],
    ];
    for (const [index, [, code]] of faults.entries()) {
      // All faults from this one on at once; of two names for one member the earlier counts.
      const input = Object.assign(
        {},
        ...faults
          .slice(index)
          .map(([fault]) => fault)
          .reverse(),
      );
      expect(refusalOf(world, input)).toBe(code);
    }
  });

  test.each([
    [{ applicationName: "nobody" }, "No application found for name: nobody"],
    [{ deploymentGroupName: "nobody" }, "No Deployment Group found for name: nobody"],
    [{ deploymentConfigName: "Nothing" }, "No deployment configuration found for name: Nothing"],
    [
      { fileExistsBehavior: "RETAIN" as const },
      "For Lambda and ECS deployment, fileExistsBehavior can not be specified",
    ],
  ])("says of %j what AWS says", (input, message) => {
    expect(() => deploy(orders(), {}, input)).toThrow(expect.objectContaining({ message }));
  });

  test("takes a registered revision by its hash alone", async () => {
    const world = orders();
    const first = deploy(world);
    await world.clock.advance(6 * minute);
    world.lambda.setAlias("orders", "live", "5");
    const again = deploy(world, {}, { revision: info(world, first).revision });
    await world.clock.advance(6 * minute);
    expect(info(world, again).status).toBe("Succeeded");
    expect(world.lambda.alias("orders", "live").functionVersion).toBe("6");
  });

  test("takes the configuration as it was, even when it is deleted meanwhile", async () => {
    const world = orders();
    const deploymentConfigName = "Canary50Percent1Minute";
    world.api.CreateDeploymentConfig({
      deploymentConfigName,
      computePlatform: "Lambda",
      trafficRoutingConfig: {
        type: "TimeBasedCanary",
        timeBasedCanary: { canaryPercentage: 50, canaryInterval: 1 },
      },
    });
    const id = deploy(world, {}, { deploymentConfigName });
    world.api.DeleteDeploymentConfig({ deploymentConfigName });
    await world.clock.advance(2 * minute);
    expect(info(world, id)).toMatchObject({ status: "Succeeded", deploymentConfigName });
  });

  test.each(["Server", "ECS"] as const)("does not deploy to %s, and says so", (computePlatform) => {
    const world = createWorld();
    world.api.CreateApplication({ applicationName: "shop", computePlatform });
    world.api.CreateDeploymentGroup({
      applicationName: "shop",
      deploymentGroupName: "orders",
      serviceRoleArn: roleArn,
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
    });
    expect(refusalOf(world, {})).toBe("OperationNotSupported");
    expect(() => deploy(world)).toThrow(/Lambda only.*compute platform (Server|ECS)/);
  });
});

describe("a group", () => {
  test("has one active deployment, and tells which", async () => {
    const world = orders();
    const id = deploy(world);
    const message = `The Deployment Group 'orders' already has an active Deployment '${id}'`;
    for (const ms of [0, 1000, 4 * minute]) {
      await world.clock.advance(ms);
      expect(() => deploy(world)).toThrow(message);
    }
    await world.clock.advance(2 * minute);
    expect(codeOf(() => deploy(world, { from: "6", to: "7" }))).toBe("no error");
  });

  test("does not hold up another group", () => {
    const world = orders();
    world.api.CreateDeploymentGroup({
      applicationName: "shop",
      deploymentGroupName: "payments",
      serviceRoleArn: roleArn,
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
    });
    deploy(world);
    expect(refusalOf(world, { deploymentGroupName: "payments" })).toBe("no error");
  });
});
