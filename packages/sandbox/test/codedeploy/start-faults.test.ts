import type { RevisionLocation } from "@aws-sdk/client-codedeploy";
import { describe, expect, test } from "vitest";
import { AwsError } from "../../src/kernel/aws-error.ts";
import {
  announced,
  appSpec,
  codeOf,
  createOrders,
  createWorld,
  deploy,
  eventStatuses,
  info,
  type SpecParts,
  type World,
} from "./world.ts";

const minute = 60_000;

const head =
  "The deployment failed because the AppSpec file that specifies the AWS Lambda deployment configuration is missing or has an invalid configuration.";

function orders(deploymentConfigName = "CodeDeployDefault.LambdaCanary10Percent5Minutes"): World {
  const world = createWorld();
  createOrders(world, { deploymentConfigName });
  return world;
}

function inline(content: string): { revision: RevisionLocation } {
  return { revision: { revisionType: "AppSpecContent", appSpecContent: { content } } };
}

describe("what is wrong shows only when the deployment starts", () => {
  test.each<[string, SpecParts, string, string | RegExp]>([
    [
      "the alias points elsewhere",
      { from: "4", to: "6" },
      "INVALID_LAMBDA_CONFIGURATION",
      `${head} The Lambda function alias version does not match the current version in AppSpec file.`,
    ],
    [
      "both versions are one, by a canary",
      { from: "5", to: "5" },
      "INVALID_LAMBDA_CONFIGURATION",
      head,
    ],
    [
      "a hook is null",
      { after: null },
      "INVALID_LAMBDA_CONFIGURATION",
      `${head} The Lambda function name cannot be null or empty`,
    ],
    ["the new version is $LATEST", { to: "$LATEST" }, "INVALID_LAMBDA_CONFIGURATION", head],
    ["the new version is missing", { to: "99" }, "INVALID_LAMBDA_FUNCTION", /has no version 99$/],
    ["the alias is missing", { alias: "dead" }, "INVALID_LAMBDA_FUNCTION", /orders:dead/],
    ["the function is missing", { function: "nobody" }, "INVALID_LAMBDA_FUNCTION", /nobody/],
  ])("%s", async (_, spec, code, message) => {
    const world = orders();
    const id = deploy(world, spec);
    expect(info(world, id)).toMatchObject({ status: "Created", errorInformation: undefined });
    await world.clock.advance(1000);
    const { status, errorInformation, completeTime, createTime } = info(world, id);
    expect(status).toBe("Failed");
    expect(errorInformation?.code).toBe(code);
    expect(errorInformation?.message).toMatch(message);
    expect(completeTime!.getTime() - createTime!.getTime()).toBe(1000);
    expect(announced(world, id)).toEqual(["START", "FAILURE"]);
    expect(world.lambda.changes).toEqual([]);
  });

  test("weights that were left over", async () => {
    const world = orders();
    world.lambda.setAlias("orders", "live", "5", { "6": 0.1 });
    const id = deploy(world, {}, { autoRollbackConfiguration: { enabled: false, events: [] } });
    await world.clock.advance(minute);
    expect(info(world, id).errorInformation).toEqual({
      code: "INVALID_LAMBDA_CONFIGURATION",
      message: head,
    });
    expect(world.lambda.alias("orders", "live").weights).toEqual({ "6": 0.1 });
  });

  test("no event had begun, so all are skipped", async () => {
    const world = orders();
    const id = deploy(world, { from: "4" });
    await world.clock.advance(1000);
    expect(eventStatuses(world, id)).toEqual(["Skipped", "Skipped", "Skipped"]);
  });

  test.each([
    ["version: 0.0", "INVALID_LAMBDA_CONFIGURATION"],
    ["hello", "INVALID_LAMBDA_CONFIGURATION"],
    ["{}", "INVALID_LAMBDA_CONFIGURATION"],
  ])("an AppSpec of %j has no target", async (content, code) => {
    const world = orders();
    const id = deploy(world, {}, inline(content));
    await world.clock.advance(1000);
    expect(info(world, id).errorInformation).toEqual({ code, message: head });
    expect(codeOf(() => eventStatuses(world, id))).toBe("DeploymentNotStartedException");
  });

  test.each([
    ["getAlias", "TooManyRequestsException", "THROTTLED"],
    ["getAlias", "AccessDeniedException", "IAM_ROLE_PERMISSIONS"],
    ["hasVersion", "TooManyRequestsException", "THROTTLED"],
  ] as const)("Lambda refuses %s with %s", async (door, refusal, code) => {
    const world = orders();
    world.lambda.refusals.set(door, new AwsError(refusal, "no"));
    const id = deploy(world);
    await world.clock.advance(1000);
    expect(info(world, id).errorInformation?.code).toBe(code);
  });

  test("a failed start is rolled back like any failure", async () => {
    const world = orders();
    const id = deploy(world, { to: "99" });
    await world.clock.advance(minute);
    expect(info(world, id).rollbackInfo?.rollbackDeploymentId).toMatch(/^d-/);
  });
});

describe("the application or the group deleted meanwhile", () => {
  test.each([
    ["DEPLOYMENT_GROUP_MISSING", 0],
    ["DEPLOYMENT_GROUP_MISSING", minute],
  ])("the group: %s", async (code, after) => {
    const world = orders();
    const id = deploy(world);
    await world.clock.advance(after);
    world.api.DeleteDeploymentGroup({ applicationName: "shop", deploymentGroupName: "orders" });
    await world.clock.advance(6 * minute);
    expect(info(world, id)).toMatchObject({ status: "Failed", errorInformation: { code } });
    expect(info(world, id).rollbackInfo).toBeUndefined();
  });

  test("the application", async () => {
    const world = orders();
    const id = deploy(world);
    world.api.DeleteApplication({ applicationName: "shop" });
    await world.clock.advance(minute);
    expect(info(world, id)).toMatchObject({
      status: "Failed",
      applicationName: "shop",
      errorInformation: { code: "APPLICATION_MISSING" },
    });
  });

  test("a group made again under the same name is another", async () => {
    const world = orders();
    const id = deploy(world);
    world.api.DeleteApplication({ applicationName: "shop" });
    createOrders(world);
    await world.clock.advance(minute);
    expect(info(world, id).errorInformation?.code).toBe("APPLICATION_MISSING");
  });

  test("a group or an application that is only renamed goes on", async () => {
    const world = orders();
    const id = deploy(world);
    world.api.UpdateApplication({ applicationName: "shop", newApplicationName: "store" });
    world.api.UpdateDeploymentGroup({
      applicationName: "store",
      currentDeploymentGroupName: "orders",
      newDeploymentGroupName: "sales",
    });
    await world.clock.advance(6 * minute);
    expect(info(world, id)).toMatchObject({
      status: "Succeeded",
      applicationName: "store",
      deploymentGroupName: "sales",
    });
  });
});

describe("an AppSpec in S3", () => {
  function s3(key: string, version?: string): { revision: RevisionLocation } {
    const bundleType = key.endsWith("json") ? "JSON" : "YAML";
    return {
      revision: { revisionType: "S3", s3Location: { bucket: "builds", key, bundleType, version } },
    };
  }

  test("is fetched when the deployment starts", async () => {
    const world = orders();
    const id = deploy(world, {}, s3("appspec.json"));
    world.objects.set("builds/appspec.json", appSpec());
    await world.clock.advance(6 * minute);
    expect(info(world, id)).toMatchObject({
      status: "Succeeded",
      revision: s3("appspec.json").revision,
    });
    expect(world.lambda.alias("orders", "live").functionVersion).toBe("6");
  });

  test("is fetched in the version that is named", async () => {
    const world = orders();
    world.objects.set("builds/appspec.yaml", "nonsense");
    world.objects.set("builds/appspec.yaml@v1", appSpec());
    const id = deploy(world, {}, s3("appspec.yaml", "v1"));
    await world.clock.advance(6 * minute);
    expect(info(world, id).status).toBe("Succeeded");
  });

  test("that is missing fails the deployment", async () => {
    const world = orders();
    const id = deploy(world, {}, s3("appspec.json"));
    await world.clock.advance(1000);
    expect(info(world, id).errorInformation?.code).toBe("REVISION_MISSING");
    expect(codeOf(() => eventStatuses(world, id))).toBe("DeploymentNotStartedException");
  });

  test("that is neither JSON nor YAML fails the deployment", async () => {
    const world = orders();
    world.objects.set("builds/appspec.json", "{ never: [closed");
    const id = deploy(world, {}, s3("appspec.json"));
    await world.clock.advance(1000);
    expect(info(world, id).errorInformation?.code).toBe("INVALID_REVISION");
  });

  test.each(["zip", "tar", "tgz"] as const)("cannot lie in a bundle of type %s", (bundleType) => {
    const world = orders();
    const revision: RevisionLocation = {
      revisionType: "S3",
      s3Location: { bucket: "builds", key: "bundle", bundleType },
    };
    expect(() => deploy(world, {}, { revision })).toThrow("BundleType must be either YAML or JSON");
  });
});

describe("the older form of an inline AppSpec", () => {
  test("is deployed all the same, and shown by its hash", async () => {
    const world = orders();
    const content = appSpec();
    const id = deploy(world, {}, { revision: { revisionType: "String", string: { content } } });
    await world.clock.advance(6 * minute);
    expect(info(world, id)).toMatchObject({
      status: "Succeeded",
      revision: {
        revisionType: "String",
        string: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    });
    expect(info(world, id).revision?.string?.content).toBeUndefined();
  });

  test("may be YAML", async () => {
    const world = orders();
    const content = `
version: 0.0
resources:
  - orders:
      type: AWS::Lambda::Function
      properties: { name: orders, alias: live, currentversion: 5, targetversion: 6 }
`;
    const id = deploy(world, {}, { revision: { revisionType: "String", string: { content } } });
    await world.clock.advance(6 * minute);
    expect(info(world, id).status).toBe("Succeeded");
  });
});
