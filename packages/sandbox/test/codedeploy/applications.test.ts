import { describe, expect, test } from "vitest";
import { codeOf, createOrders, createWorld, deploy, info, type World } from "./world.ts";

const minute = 60_000;

function shop(): World {
  const world = createWorld();
  world.api.CreateApplication({ applicationName: "shop", computePlatform: "Lambda" });
  return world;
}

describe("CreateApplication", () => {
  test("makes an application that can be read", () => {
    const world = createWorld();
    const { applicationId } = world.api.CreateApplication({
      applicationName: "shop",
      computePlatform: "Lambda",
    });
    expect(applicationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(world.api.GetApplication({ applicationName: "shop" })).toEqual({
      application: {
        applicationId,
        applicationName: "shop",
        createTime: new Date("2026-01-01T00:00:00Z"),
        linkedToGitHub: false,
        computePlatform: "Lambda",
      },
    });
  });

  test.each([undefined, "Server", "ECS", "Lambda"] as const)(
    "takes the platform %s",
    (platform) => {
      const world = createWorld();
      world.api.CreateApplication({ applicationName: "shop", computePlatform: platform });
      const { application } = world.api.GetApplication({ applicationName: "shop" });
      expect(application?.computePlatform).toBe(platform ?? "Server");
    },
  );

  test.each([
    [undefined, "ApplicationNameRequiredException"],
    ["", "ApplicationNameRequiredException"],
    ["two words", "InvalidApplicationNameException"],
    ["x".repeat(101), "InvalidApplicationNameException"],
    ["slash/ed", "InvalidApplicationNameException"],
    ["shop", "ApplicationAlreadyExistsException"],
    ["x".repeat(100), "no error"],
    ["A-Za.z0_9+=,@", "no error"],
  ])("answers the name %j with %s", (applicationName, code) => {
    expect(codeOf(() => shop().api.CreateApplication({ applicationName }))).toBe(code);
  });

  test("refuses an unknown platform", () => {
    const create = () =>
      createWorld().api.CreateApplication({
        applicationName: "shop",
        computePlatform: "Mainframe" as never,
      });
    expect(codeOf(create)).toBe("InvalidComputePlatformException");
  });

  test("refuses tags that are not in order, and makes nothing", () => {
    const world = createWorld();
    const create = () =>
      world.api.CreateApplication({ applicationName: "shop", tags: [{ Key: "", Value: "x" }] });
    expect(codeOf(create)).toBe("InvalidTagsToAddException");
    expect(world.api.ListApplications({}).applications).toEqual([]);
  });

  test("keeps accounts and regions apart", () => {
    const world = shop();
    const call = { requestId: "r", operation: "CreateApplication" };
    for (const scope of [
      { account: "123456789012", region: "eu-west-1" },
      { account: "210987654321", region: "us-east-1" },
    ]) {
      const { run } = world.service.operations["CreateApplication"]!;
      expect(codeOf(() => run({ ...call, scope }, { applicationName: "shop" }))).toBe("no error");
    }
    expect(world.api.ListApplications({}).applications).toEqual(["shop"]);
  });
});

describe("GetApplication", () => {
  test.each([
    [undefined, "ApplicationNameRequiredException"],
    ["two words", "InvalidApplicationNameException"],
    ["nobody", "ApplicationDoesNotExistException"],
  ])("answers the name %j with %s", (applicationName, code) => {
    expect(codeOf(() => shop().api.GetApplication({ applicationName }))).toBe(code);
  });
});

describe("BatchGetApplications", () => {
  test("reads several", () => {
    const world = shop();
    world.api.CreateApplication({ applicationName: "store" });
    const { applicationsInfo } = world.api.BatchGetApplications({
      applicationNames: ["store", "shop"],
    });
    expect(applicationsInfo?.map((info) => info.applicationName)).toEqual(["store", "shop"]);
  });

  test.each([
    [[], "ApplicationNameRequiredException"],
    [["shop", "nobody"], "ApplicationDoesNotExistException"],
    [Array.from({ length: 101 }, () => "shop"), "BatchLimitExceededException"],
    [Array.from({ length: 100 }, () => "shop"), "no error"],
  ])("answers %j with %s", (applicationNames, code) => {
    expect(codeOf(() => shop().api.BatchGetApplications({ applicationNames }))).toBe(code);
  });
});

describe("ListApplications", () => {
  test("gives pages of a hundred", () => {
    const world = createWorld();
    const names = Array.from({ length: 230 }, (_, index) => `application-${index}`);
    for (const applicationName of names) world.api.CreateApplication({ applicationName });
    const seen: string[] = [];
    const lengths: number[] = [];
    let nextToken: string | undefined;
    do {
      const page = world.api.ListApplications({ nextToken });
      seen.push(...page.applications!);
      lengths.push(page.applications!.length);
      nextToken = page.nextToken;
    } while (nextToken);
    expect(lengths).toEqual([100, 100, 30]);
    expect(seen).toEqual(names);
  });

  test("refuses a token that it did not give", () => {
    expect(codeOf(() => shop().api.ListApplications({ nextToken: "x" }))).toBe(
      "InvalidNextTokenException",
    );
  });
});

describe("UpdateApplication", () => {
  test("renames", () => {
    const world = shop();
    const before = world.api.GetApplication({ applicationName: "shop" }).application;
    world.api.UpdateApplication({ applicationName: "shop", newApplicationName: "store" });
    const after = world.api.GetApplication({ applicationName: "store" }).application;
    expect(after).toEqual({ ...before, applicationName: "store" });
    expect(codeOf(() => world.api.GetApplication({ applicationName: "shop" }))).toBe(
      "ApplicationDoesNotExistException",
    );
  });

  test.each([
    ["nobody", "store", "ApplicationDoesNotExistException"],
    ["shop", "taken", "ApplicationAlreadyExistsException"],
    ["shop", "two words", "InvalidApplicationNameException"],
    ["shop", "shop", "no error"],
    ["shop", undefined, "no error"],
  ])("answers %s -> %s with %s", (applicationName, newApplicationName, code) => {
    const world = shop();
    world.api.CreateApplication({ applicationName: "taken" });
    const update = () => world.api.UpdateApplication({ applicationName, newApplicationName });
    expect(codeOf(update)).toBe(code);
  });
});

describe("DeleteApplication", () => {
  test("is content when there is none", () => {
    expect(createWorld().api.DeleteApplication({ applicationName: "nobody" })).toEqual({});
  });

  test("takes the groups along and leaves the deployments", async () => {
    const world = createWorld();
    createOrders(world);
    const id = deploy(world);
    await world.clock.advance(6 * minute);
    world.api.DeleteApplication({ applicationName: "shop" });
    expect(info(world, id).status).toBe("Succeeded");
    world.api.CreateApplication({ applicationName: "shop", computePlatform: "Lambda" });
    const { deploymentGroups } = world.api.ListDeploymentGroups({ applicationName: "shop" });
    expect(deploymentGroups).toEqual([]);
  });
});

describe("the service", () => {
  test("counts the deployments that have not ended", async () => {
    const world = createWorld();
    createOrders(world);
    const { codedeploy } = world.cloud.doors;
    expect(codedeploy.active()).toBe(0);
    deploy(world);
    expect(codedeploy.active()).toBe(1);
    await world.clock.advance(6 * minute);
    expect(codedeploy.active()).toBe(0);
  });

  test("forgets everything at a reset, and then nothing happens any more", async () => {
    const world = createWorld();
    createOrders(world, { alarmConfiguration: { enabled: true, alarms: [{ name: "errors" }] } });
    world.alarms.set("errors", "OK");
    deploy(world);
    await world.clock.advance(minute);
    const { length } = world.lambda.changes;
    expect(world.service.reset()).toBeUndefined();
    world.polls.length = 0;
    world.events.length = 0;
    expect(world.cloud.doors.codedeploy.active()).toBe(0);
    expect(world.api.ListApplications({}).applications).toEqual([]);
    expect(world.api.ListDeployments({}).deployments).toEqual([]);
    await world.clock.advance(10 * minute);
    expect(world.lambda.changes).toHaveLength(length);
    expect(world.polls).toEqual([]);
    expect(world.events).toEqual([]);
  });

  test("is the same to the byte for the same seed", async () => {
    const runs: string[] = [];
    for (const seed of [7, 7, 8]) {
      const world = createWorld({ seed });
      createOrders(world);
      const id = deploy(world, { before: "CodeDeployHook_before" });
      await world.clock.advance(2 * 3_600_000);
      runs.push(JSON.stringify([info(world, id), world.events, world.lambda.calls]));
    }
    expect(runs[0]).toBe(runs[1]);
    expect(runs[0]).not.toBe(runs[2]);
  });
});
