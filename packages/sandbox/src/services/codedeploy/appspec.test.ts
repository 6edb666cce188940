import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AppSpecReading, isParsable, readAppSpec, writeAppSpec } from "./appspec.ts";

const properties = { Name: "orders", Alias: "live", CurrentVersion: "5", TargetVersion: "6" };

function document(parts: {
  version?: unknown;
  resources?: unknown;
  hooks?: unknown;
  properties?: object;
  type?: unknown;
}): string {
  const resource = {
    Type: parts.type ?? "AWS::Lambda::Function",
    Properties: parts.properties ?? properties,
  };
  return JSON.stringify({
    version: "version" in parts ? parts.version : 0.0,
    Resources: "resources" in parts ? parts.resources : [{ Orders: resource }],
    ...("hooks" in parts ? { Hooks: parts.hooks } : {}),
  });
}

function specOf(reading: AppSpecReading) {
  if (reading.type === "fault") throw new Error(reading.fault.message);
  return reading.spec;
}

const head =
  "The deployment failed because the AppSpec file that specifies the AWS Lambda deployment configuration is missing or has an invalid configuration.";

describe("readAppSpec", () => {
  test("reads JSON", () => {
    expect(readAppSpec(document({}))).toEqual({
      type: "spec",
      spec: {
        functionName: "orders",
        alias: "live",
        currentVersion: "5",
        targetVersion: "6",
        hooks: {},
      },
    });
  });

  test("reads JSON that is indented by tabs, which YAML forbids", () => {
    const text = JSON.stringify(JSON.parse(document({})), undefined, "\t");
    expect(specOf(readAppSpec(text)).functionName).toBe("orders");
  });

  test("reads YAML with hooks and comments", () => {
    const text = `
version: 0.0
Resources:
  - AnyLogicalName:
      Type: AWS::Lambda::Function
      Properties:
        Name: "orders"
        Alias: "live"
        CurrentVersion: "5"   # what the alias points to
        TargetVersion: "6"
Hooks:
  - BeforeAllowTraffic: "CodeDeployHook_pre"
  - AfterAllowTraffic: "CodeDeployHook_post"
`;
    expect(specOf(readAppSpec(text))).toEqual({
      functionName: "orders",
      alias: "live",
      currentVersion: "5",
      targetVersion: "6",
      hooks: { BeforeAllowTraffic: "CodeDeployHook_pre", AfterAllowTraffic: "CodeDeployHook_post" },
    });
  });

  test("reads versions that YAML without quotes makes numbers", () => {
    const text = document({ properties: { ...properties, CurrentVersion: 5, TargetVersion: 16 } });
    expect(specOf(readAppSpec(text))).toMatchObject({ currentVersion: "5", targetVersion: "16" });
  });

  test("reads keys in any case, as AWS's own documents disagree", () => {
    const text = JSON.stringify({
      VERSION: 0.0,
      resources: [
        {
          orders: {
            type: "AWS::Lambda::Function",
            properties: { name: "orders", alias: "live", currentversion: "1", targetversion: "2" },
          },
        },
      ],
      hooks: [{ beforeallowtraffic: "CodeDeployHook_pre" }],
    });
    expect(specOf(readAppSpec(text))).toMatchObject({
      currentVersion: "1",
      targetVersion: "2",
      hooks: { BeforeAllowTraffic: "CodeDeployHook_pre" },
    });
  });

  test.each([0, "0.0", "0", " 0.0 "])("takes %j for the version", (version) => {
    expect(readAppSpec(document({ version })).type).toBe("spec");
  });

  test("takes the function's ARN for its name", () => {
    const Name = "arn:aws:lambda:us-east-1:123456789012:function:orders:live";
    const text = document({ properties: { ...properties, Name } });
    expect(specOf(readAppSpec(text)).functionName).toBe("orders");
  });

  test("keeps the ARN of a hook as it is", () => {
    const hook = "arn:aws:lambda:us-east-1:123456789012:function:CodeDeployHook_pre";
    const text = document({ hooks: [{ BeforeAllowTraffic: hook }] });
    expect(specOf(readAppSpec(text)).hooks).toEqual({ BeforeAllowTraffic: hook });
  });

  test.each([[null], [undefined], [[]]])("a section of hooks that is %j has none", (hooks) => {
    expect(specOf(readAppSpec(document({ hooks }))).hooks).toEqual({});
  });

  test.each<[string, string]>([
    ["a bare word", "hello"],
    ["an empty document", ""],
    ["a list", "[]"],
    ["null", "null"],
    ["no version", document({ version: undefined })],
    ["another version", document({ version: 1 })],
    ["a version that is no number", document({ version: "zero" })],
    ["a version that is an object", document({ version: {} })],
    ["no resources", document({ resources: undefined })],
    ["resources that are no list", document({ resources: { Orders: {} } })],
    ["an empty list of resources", document({ resources: [] })],
    ["two resources", document({ resources: [{ A: {} }, { B: {} }] })],
    ["a resource that is no object", document({ resources: ["orders"] })],
    ["a resource with two names", document({ resources: [{ A: {}, B: {} }] })],
    ["a resource of another type", document({ type: "AWS::ECS::Service" })],
    [
      "properties that are no object",
      document({ resources: [{ A: { Type: "AWS::Lambda::Function" } }] }),
    ],
    ["no function", document({ properties: { ...properties, Name: undefined } })],
    ["an empty function", document({ properties: { ...properties, Name: "" } })],
    ["a function that is a number", document({ properties: { ...properties, Name: 5 } })],
    ["no alias", document({ properties: { ...properties, Alias: undefined } })],
    ["no current version", document({ properties: { ...properties, CurrentVersion: undefined } })],
    ["no target version", document({ properties: { ...properties, TargetVersion: undefined } })],
    ["$LATEST as target", document({ properties: { ...properties, TargetVersion: "$LATEST" } })],
    ["version 0", document({ properties: { ...properties, TargetVersion: "0" } })],
    ["a fraction of a version", document({ properties: { ...properties, TargetVersion: 1.5 } })],
    ["hooks that are no list", document({ hooks: { BeforeAllowTraffic: "x" } })],
    ["a hook that is no object", document({ hooks: ["x"] })],
    ["an empty hook", document({ hooks: [{}] })],
    ["a hook for an unknown event", document({ hooks: [{ AllowTraffic: "x" }] })],
    [
      "two events in one hook",
      document({ hooks: [{ BeforeAllowTraffic: "x", AfterAllowTraffic: "y" }] }),
    ],
    [
      "two hooks for one event",
      document({ hooks: [{ BeforeAllowTraffic: "x" }, { BeforeAllowTraffic: "y" }] }),
    ],
  ])("finds %s invalid", (_, text) => {
    expect(readAppSpec(text)).toEqual({
      type: "fault",
      fault: { code: "INVALID_LAMBDA_CONFIGURATION", message: head },
    });
  });

  test.each([null, "", "  "])("a hook named %j has a message of its own", (name) => {
    expect(readAppSpec(document({ hooks: [{ AfterAllowTraffic: name }] }))).toEqual({
      type: "fault",
      fault: {
        code: "INVALID_LAMBDA_CONFIGURATION",
        message: `${head} The Lambda function name cannot be null or empty`,
      },
    });
  });

  test("what is neither JSON nor YAML is an invalid revision", () => {
    expect(readAppSpec("{ never: [closed")).toMatchObject({
      type: "fault",
      fault: { code: "INVALID_REVISION" },
    });
  });

  test("no text makes it throw", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(["spec", "fault"]).toContain(readAppSpec(text).type);
      }),
    );
  });
});

describe("isParsable", () => {
  test.each([
    ["{}", true],
    ["version: 0.0", true],
    ["hello", true],
    ["{ never: [closed", false],
    ["a: b: c", false],
    ['"unfinished', false],
  ])("%j: %s", (text, expected) => {
    expect(isParsable(text)).toBe(expected);
  });
});

describe("writeAppSpec", () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,20}$/);
  const version = fc.integer({ min: 1, max: 100_000 }).map(String);
  const hooks = fc.record(
    { BeforeAllowTraffic: name, AfterAllowTraffic: name },
    { requiredKeys: [] },
  );

  test("is read back as it was", () => {
    fc.assert(
      fc.property(name, name, version, version, hooks, (functionName, alias, from, to, given) => {
        const spec = {
          functionName,
          alias,
          currentVersion: from,
          targetVersion: to,
          hooks: { ...given },
        };
        expect(readAppSpec(writeAppSpec(spec))).toEqual({ type: "spec", spec });
      }),
    );
  });
});
