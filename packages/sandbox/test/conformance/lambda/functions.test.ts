import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  ListFunctionsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
} from "@aws-sdk/client-lambda";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clientsOf, startSandbox } from "../../start.ts";
import { arn, createFunction, createInput, handlerZip, invoke, refusal, release, type World, zipOf } from "./function.ts";

let world: World;
beforeAll(async () => {
  world = await startSandbox();
});
beforeEach(() => world.sandbox.reset());
afterAll(() => world.sandbox.stop());

const create = (...input: Parameters<typeof createInput>) =>
  world.clients.lambda.send(new CreateFunctionCommand(createInput(...input)));
const configuration = (FunctionName: string, Qualifier?: string) =>
  world.clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }));

describe("CreateFunction", () => {
  it("answers a pending function with AWS's defaults", async () => {
    const created = await create("fn");
    expect(created.$metadata.httpStatusCode).toBe(201);
    expect(created).toMatchObject({
      FunctionName: "fn",
      FunctionArn: arn("fn"),
      Version: "$LATEST",
      State: "Pending",
      StateReason: "The function is being created.",
      StateReasonCode: "Creating",
      Timeout: 3,
      MemorySize: 128,
      Description: "",
      PackageType: "Zip",
      Architectures: ["x86_64"],
      TracingConfig: { Mode: "PassThrough" },
      EphemeralStorage: { Size: 512 },
      SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
      LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/fn" },
    });
    expect(created.LastModified).toMatch(/^2026-01-01T\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    expect(created.LastUpdateStatus).toBeUndefined();
  });

  it("makes it active after a while, with another revision id", async () => {
    const created = await create("fn");
    await world.sandbox.clock.advance(1999);
    expect(await configuration("fn")).toMatchObject({ State: "Pending" });
    await world.sandbox.clock.advance(1);
    const active = await configuration("fn");
    expect(active).toMatchObject({ State: "Active", LastUpdateStatus: "Successful" });
    expect(active.StateReason).toBeUndefined();
    expect(active.RevisionId).not.toBe(created.RevisionId);
  });

  it("publishes version 1 where it is asked to", async () => {
    const created = await create("fn", { Publish: true, Description: "first" });
    expect(created).toMatchObject({ Version: "1", FunctionArn: arn("fn", "1"), State: "Pending" });
    await world.sandbox.clock.advance(2000);
    expect(await configuration("fn", "1")).toMatchObject({ State: "Active", Description: "first" });
    const again = await world.clients.lambda.send(new PublishVersionCommand({ FunctionName: "fn" }));
    expect(again.Version).toBe("1");
  });

  it("refuses a name that is taken", async () => {
    await create("fn");
    await expect(create("fn")).rejects.toMatchObject(
      refusal("ResourceConflictException", 409, "Function already exist: fn"),
    );
  });

  it("keeps accounts and regions apart", async () => {
    await create("fn");
    for (const who of [{ account: "111111111111" }, { region: "eu-west-1" }]) {
      const { lambda } = clientsOf(world.sandbox, who);
      expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
      await lambda.send(new CreateFunctionCommand(createInput("fn")));
    }
  });

  it.each([
    ["a name with a blank", "a b", {}, /^1 validation error detected: Value 'a b' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: /],
    ["no time", "fn", { Timeout: 0 }, "1 validation error detected: Value '0' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1"],
    ["too much time", "fn", { Timeout: 901 }, "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900"],
    ["a role that is no ARN", "fn", { Role: "me" }, /^1 validation error detected: Value 'me' at 'role' failed/],
    ["two wrong values", "fn", { Timeout: 0, MemorySize: 1 }, /^2 validation errors detected: Value '1' at 'memorySize' .*; Value '0' at 'timeout'/],
    ["an unknown runtime", "fn", { Runtime: "cobol" as "nodejs20.x" }, /Value 'cobol' at 'runtime' failed to satisfy constraint: Member must satisfy enum value set/],
  ])("refuses %s", async (_title, name, change, message) => {
    await expect(create(name, change)).rejects.toMatchObject(
      refusal("ValidationException", 400, message),
    );
  });

  it.each([
    ["no code", { Code: {} }, "Please provide a source for function code."],
    ["what is no zip", { Code: { ZipFile: Buffer.from("text") } }, "Could not unzip uploaded file. Please check your file, then try to upload again."],
    ["an empty zip", { Code: { ZipFile: zipOf({}) } }, "Uploaded file must be a non-empty zip"],
    ["an image", { Code: { ImageUri: "x" } }, "The sandbox runs functions from .zip archives, not from images."],
    ["no handler", { Handler: undefined }, "Runtime and Handler are mandatory parameters for functions created with deployment packages."],
    ["a reserved variable", { Environment: { Variables: { AWS_REGION: "x" } } }, "Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION"],
    ["variables over 4 KB", { Environment: { Variables: { A: "x".repeat(4096) } } }, /exceeded the 4KB limit/],
    ["a bucket that is not there", { Code: { S3Bucket: "none", S3Key: "k" } }, /^Error occurred while GetObject\. S3 Error Code: NoSuchBucket\. S3 Error Message: /],
  ])("refuses %s", async (_title, change, message) => {
    await expect(create("fn", change)).rejects.toMatchObject(
      refusal("InvalidParameterValueException", 400, message),
    );
  });

  it("takes its code from S3", async () => {
    const Bucket = "code";
    await world.clients.s3.send(new CreateBucketCommand({ Bucket }));
    const Body = handlerZip("return 'from S3';");
    await world.clients.s3.send(new PutObjectCommand({ Bucket, Key: "fn.zip", Body }));
    await createFunction(world, "fn", { Code: { S3Bucket: Bucket, S3Key: "fn.zip" } });
    expect((await invoke(world, "fn")).payload).toBe("from S3");
    await expect(create("other", { Code: { S3Bucket: Bucket, S3Key: "none" } })).rejects.toMatchObject(
      refusal("InvalidParameterValueException", 400, /S3 Error Code: NoSuchKey\. S3 Error Message: The specified key does not exist\.$/),
    );
  });
});

describe("GetFunction and GetFunctionConfiguration", () => {
  it("show the ARN under which the function was asked for", async () => {
    await createFunction(world, "fn", { Publish: true, Tags: { team: "a" } });
    await world.clients.lambda.send(
      new CreateAliasCommand({ FunctionName: "fn", Name: "live", FunctionVersion: "1" }),
    );
    const seen = async (name: string, qualifier?: string) => {
      const { FunctionArn, Version } = await configuration(name, qualifier);
      return [FunctionArn, Version];
    };
    expect(await seen("fn")).toEqual([arn("fn"), "$LATEST"]);
    expect(await seen("fn", "$LATEST")).toEqual([arn("fn", "$LATEST"), "$LATEST"]);
    expect(await seen("fn", "1")).toEqual([arn("fn", "1"), "1"]);
    expect(await seen("fn:live")).toEqual([arn("fn", "live"), "1"]);
    expect(await seen(arn("fn", "live"))).toEqual([arn("fn", "live"), "1"]);
    expect(await seen("000000000000:function:fn:1")).toEqual([arn("fn", "1"), "1"]);
    const whole = await world.clients.lambda.send(new GetFunctionCommand({ FunctionName: "fn" }));
    expect(whole).toMatchObject({
      Configuration: { FunctionName: "fn" },
      Code: { RepositoryType: "S3" },
      Tags: { team: "a" },
    });
  });

  it.each([
    ["fn", undefined, arn("fn")],
    ["fn", "7", arn("fn", "7")],
    ["known", "7", arn("known", "7")],
    ["known", "live", arn("known", "live")],
  ])("say that %s:%s is not there", async (FunctionName, Qualifier, missing) => {
    await createFunction(world, "known");
    const answer = refusal("ResourceNotFoundException", 404, `Function not found: ${missing}`);
    await expect(configuration(FunctionName, Qualifier)).rejects.toMatchObject(answer);
    await expect(
      world.clients.lambda.send(new GetFunctionCommand({ FunctionName, Qualifier })),
    ).rejects.toMatchObject(answer);
  });

  it("refuse two different qualifiers, and other regions", async () => {
    await createFunction(world, "fn");
    await expect(configuration("fn:1", "2")).rejects.toMatchObject(
      refusal("InvalidParameterValueException", 400, "The derived qualifier from the function name does not match the specified qualifier."),
    );
    await expect(configuration(arn("fn").replace("us-east-1", "eu-west-1"))).rejects.toMatchObject(
      refusal("ResourceNotFoundException", 404, "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')"),
    );
  });
});

describe("ListFunctions", () => {
  it("pages through functions by name", async () => {
    for (const name of ["c", "a", "b"]) await create(name);
    const { lambda } = world.clients;
    const first = await lambda.send(new ListFunctionsCommand({ MaxItems: 2 }));
    expect(first.Functions?.map((fn) => fn.FunctionName)).toEqual(["a", "b"]);
    expect(first.Functions?.[0]?.State).toBeUndefined();
    const Marker = first.NextMarker;
    const second = await lambda.send(new ListFunctionsCommand({ MaxItems: 2, Marker }));
    expect(second.Functions?.map((fn) => fn.FunctionName)).toEqual(["c"]);
    expect(second.NextMarker).toBeUndefined();
  });

  it("shows all versions where it is asked to", async () => {
    await createFunction(world, "fn", { Publish: true });
    const { Functions } = await world.clients.lambda.send(
      new ListFunctionsCommand({ FunctionVersion: "ALL" }),
    );
    expect(Functions?.map((fn) => fn.FunctionArn)).toEqual([arn("fn", "$LATEST"), arn("fn", "1")]);
  });
});

describe("DeleteFunction", () => {
  const remove = (FunctionName: string, Qualifier?: string) =>
    world.clients.lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier }));

  it("deletes a function with all of it; numbers begin again in the next one", async () => {
    await createFunction(world, "fn", { Publish: true });
    await remove("fn");
    await expect(configuration("fn")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(invoke(world, "fn")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(remove("fn")).rejects.toMatchObject(
      refusal("ResourceNotFoundException", 404, `Function not found: ${arn("fn")}`),
    );
    expect((await create("fn", { Publish: true })).Version).toBe("1");
  });

  it("deletes one version, whose number is not given again", async () => {
    await createFunction(world, "fn", { Publish: true });
    expect(await release(world, "fn", "return 2;")).toBe("2");
    await remove("fn", "2");
    await remove("fn", "2");
    const { Versions } = await world.clients.lambda.send(
      new ListVersionsByFunctionCommand({ FunctionName: "fn" }),
    );
    expect(Versions?.map((version) => version.Version)).toEqual(["$LATEST", "1"]);
    expect(await release(world, "fn", "return 3;")).toBe("3");
  });

  it("keeps what cannot be deleted", async () => {
    await createFunction(world, "fn", { Publish: true });
    await release(world, "fn", "return 2;");
    await world.clients.lambda.send(
      new CreateAliasCommand({
        FunctionName: "fn",
        Name: "live",
        FunctionVersion: "1",
        RoutingConfig: { AdditionalVersionWeights: { 2: 0.1 } },
      }),
    );
    for (const version of ["1", "2"]) {
      await expect(remove("fn", version)).rejects.toMatchObject(
        refusal("ResourceConflictException", 409, "Unable to delete version because the following aliases reference it: [live]"),
      );
    }
    await expect(remove("fn", "$LATEST")).rejects.toMatchObject(
      refusal("InvalidParameterValueException", 400, "$LATEST version cannot be deleted without deleting the function."),
    );
    await expect(remove("fn", "live")).rejects.toMatchObject(
      refusal("InvalidParameterValueException", 400, "Deletion of aliases is not currently supported."),
    );
  });
});
