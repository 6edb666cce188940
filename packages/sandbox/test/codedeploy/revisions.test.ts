import { createHash } from "node:crypto";
import type { ListApplicationRevisionsInput, RevisionLocation } from "@aws-sdk/client-codedeploy";
import { describe, expect, test } from "vitest";
import { appSpec, codeOf, createOrders, createWorld, deploy, info, type World } from "./world.ts";

const minute = 60_000;

function inline(content: string): RevisionLocation {
  return { revisionType: "AppSpecContent", appSpecContent: { content } };
}

function byHash(content: string): RevisionLocation {
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { revisionType: "AppSpecContent", appSpecContent: { sha256 } };
}

function s3(key: string, bucket = "builds"): RevisionLocation {
  return { revisionType: "S3", s3Location: { bucket, key, bundleType: "JSON" } };
}

function shop(): World {
  const world = createWorld();
  createOrders(world);
  return world;
}

function register(world: World, revision: RevisionLocation, description?: string): void {
  world.api.RegisterApplicationRevision({ applicationName: "shop", revision, description });
}

function read(world: World, revision: RevisionLocation) {
  return world.api.GetApplicationRevision({ applicationName: "shop", revision });
}

describe("a revision", () => {
  test("is read with its content by its hash", () => {
    const world = shop();
    register(world, inline(appSpec()), "first");
    expect(read(world, byHash(appSpec()))).toEqual({
      applicationName: "shop",
      revision: {
        revisionType: "AppSpecContent",
        appSpecContent: {
          content: appSpec(),
          sha256: byHash(appSpec()).appSpecContent!.sha256,
        },
      },
      revisionInfo: {
        description: "first",
        deploymentGroups: [],
        firstUsedTime: undefined,
        lastUsedTime: undefined,
        registerTime: new Date("2026-01-01T00:00:00Z"),
      },
    });
  });

  test("is read by its content too", () => {
    const world = shop();
    register(world, inline(appSpec()));
    expect(read(world, inline(appSpec()))).toEqual(read(world, byHash(appSpec())));
  });

  test("is registered by each deployment, which notes its use", async () => {
    const world = shop();
    const first = deploy(world);
    await world.clock.advance(10 * minute);
    world.lambda.setAlias("orders", "live", "5");
    const second = deploy(world);
    expect(read(world, info(world, first).revision!).revisionInfo).toEqual({
      description: undefined,
      deploymentGroups: ["orders"],
      firstUsedTime: info(world, first).createTime,
      lastUsedTime: info(world, second).createTime,
      registerTime: info(world, first).createTime,
    });
  });

  test("keeps its description when it is deployed", () => {
    const world = shop();
    register(world, inline(appSpec()), "first");
    deploy(world);
    expect(read(world, byHash(appSpec())).revisionInfo?.description).toBe("first");
  });

  test("is another where its form is another", () => {
    const world = shop();
    const { sha256 } = byHash(appSpec()).appSpecContent!;
    register(world, { revisionType: "String", string: { content: appSpec() } });
    expect(codeOf(() => read(world, byHash(appSpec())))).toBe("RevisionDoesNotExistException");
    const stored = read(world, { revisionType: "String", string: { sha256 } });
    expect(stored.revision?.string?.content).toBe(appSpec());
  });

  test("in S3 is another where its version is another", () => {
    const world = shop();
    register(world, s3("a.json"));
    expect(read(world, s3("a.json")).revision).toEqual(s3("a.json"));
    const version: RevisionLocation = {
      ...s3("a.json"),
      s3Location: { ...s3("a.json").s3Location, version: "1" },
    };
    expect(codeOf(() => read(world, version))).toBe("RevisionDoesNotExistException");
  });

  test("from GitHub is for servers alone", () => {
    const world = shop();
    world.api.CreateApplication({ applicationName: "server" });
    const revision: RevisionLocation = {
      revisionType: "GitHub",
      gitHubLocation: { repository: "a/b", commitId: "0".repeat(40) },
    };
    const put = (applicationName: string) =>
      world.api.RegisterApplicationRevision({ applicationName, revision });
    expect(codeOf(() => put("shop"))).toBe("InvalidRevisionException");
    expect(codeOf(() => put("server"))).toBe("no error");
    const get = world.api.GetApplicationRevision({ applicationName: "server", revision });
    expect(get.revision).toEqual(revision);
  });
});

describe("refusals", () => {
  test.each<[string | undefined, RevisionLocation | undefined, string]>([
    [undefined, inline("{}"), "ApplicationNameRequired"],
    ["nobody", inline("{}"), "ApplicationDoesNotExist"],
    ["shop", undefined, "RevisionRequired"],
    ["shop", {}, "InvalidRevision"],
  ])("application %j with revision %j: %s", (applicationName, revision, code) => {
    const { api } = shop();
    const input = { applicationName, revision };
    expect(codeOf(() => api.RegisterApplicationRevision(input))).toBe(`${code}Exception`);
    expect(codeOf(() => api.GetApplicationRevision(input))).toBe(`${code}Exception`);
  });

  test("an unknown revision", () => {
    expect(codeOf(() => read(shop(), byHash("{}")))).toBe("RevisionDoesNotExistException");
  });
});

describe("BatchGetApplicationRevisions", () => {
  test("reads those that it knows", () => {
    const world = shop();
    register(world, inline("a: 1"), "a");
    register(world, inline("b: 2"), "b");
    const output = world.api.BatchGetApplicationRevisions({
      applicationName: "shop",
      revisions: [byHash("b: 2"), byHash("c: 3"), byHash("a: 1")],
    });
    expect(output.applicationName).toBe("shop");
    expect(output.revisions?.map((each) => each.genericRevisionInfo?.description)).toEqual([
      "b",
      "a",
    ]);
  });

  test.each([
    [0, "RevisionRequiredException"],
    [25, "no error"],
    [26, "BatchLimitExceededException"],
  ])("answers %i revisions with %s", (length, code) => {
    const revisions = Array.from({ length }, () => byHash("{}"));
    const get = () =>
      shop().api.BatchGetApplicationRevisions({ applicationName: "shop", revisions });
    expect(codeOf(get)).toBe(code);
  });
});

describe("ListApplicationRevisions", () => {
  /** `a` is registered at minute 0 and used last, `b` at 1 and never used, `c` at 2 and used first. */
  async function three(): Promise<World> {
    const world = shop();
    for (const key of ["x/a.json", "y/b.json", "x/c.json"]) {
      register(world, s3(key, key.startsWith("y") ? "other" : "builds"));
      await world.clock.advance(minute);
    }
    for (const key of ["x/c.json", "x/a.json"]) {
      const id = deploy(
        world,
        {},
        { revision: s3(key), autoRollbackConfiguration: { enabled: false } },
      );
      await world.clock.advance(minute);
      expect(info(world, id).status).toBe("Failed");
    }
    return world;
  }

  function list(
    world: World,
    input: Partial<ListApplicationRevisionsInput>,
  ): (string | undefined)[] {
    const output = world.api.ListApplicationRevisions({ applicationName: "shop", ...input });
    return output.revisions!.map((revision) => revision.s3Location?.key);
  }

  test.each<[Partial<ListApplicationRevisionsInput>, string[]]>([
    [{}, ["x/a.json", "y/b.json", "x/c.json"]],
    [{ sortOrder: "descending" }, ["x/c.json", "y/b.json", "x/a.json"]],
    [{ sortBy: "firstUsedTime" }, ["y/b.json", "x/c.json", "x/a.json"]],
    [{ sortBy: "lastUsedTime", sortOrder: "descending" }, ["x/a.json", "x/c.json", "y/b.json"]],
    [{ deployed: "include" }, ["x/a.json", "x/c.json"]],
    [{ deployed: "exclude" }, ["y/b.json"]],
    [{ deployed: "ignore" }, ["x/a.json", "y/b.json", "x/c.json"]],
    [{ s3Bucket: "other" }, ["y/b.json"]],
    [{ s3Bucket: "builds", s3KeyPrefix: "x/c" }, ["x/c.json"]],
    [{ s3Bucket: "nowhere" }, []],
  ])("lists by %j", async (input, keys) => {
    expect(list(await three(), input)).toEqual(keys);
  });

  test.each<[Partial<ListApplicationRevisionsInput>, string]>([
    [{ applicationName: "nobody" }, "ApplicationDoesNotExist"],
    [{ s3KeyPrefix: "x" }, "BucketNameFilterRequired"],
    [{ deployed: "maybe" as never }, "InvalidDeployedStateFilter"],
    [{ sortBy: "name" as never }, "InvalidSortBy"],
    [{ sortOrder: "up" as never }, "InvalidSortOrder"],
    [{ nextToken: "x" }, "InvalidNextToken"],
  ])("refuses %j with %s", (input, code) => {
    expect(codeOf(() => list(shop(), input))).toBe(`${code}Exception`);
  });

  test("shows hashes and no contents, in pages of a hundred", () => {
    const world = shop();
    for (let index = 0; index < 101; index++) register(world, inline(`n: ${index}`));
    const first = world.api.ListApplicationRevisions({ applicationName: "shop" });
    expect(first.revisions).toHaveLength(100);
    expect(first.revisions![0]).toEqual(byHash("n: 0"));
    const { nextToken } = first;
    const second = world.api.ListApplicationRevisions({ applicationName: "shop", nextToken });
    expect(second.revisions).toEqual([byHash("n: 100")]);
  });
});
