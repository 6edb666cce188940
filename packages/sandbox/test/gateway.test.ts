import { ListDeploymentConfigsCommand } from "@aws-sdk/client-codedeploy";
import { PutParameterCommand, GetParameterCommand } from "@aws-sdk/client-ssm";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { clientsOf, startSandbox } from "./start.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  ({ sandbox } = await startSandbox());
});
afterAll(() => sandbox.stop());

const authorization = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

function send(path: string, init: RequestInit & { service?: string } = {}) {
  const { service, headers, ...rest } = init;
  return fetch(`${sandbox.url}${path}`, {
    method: "POST",
    ...rest,
    headers: { ...(service ? { authorization: authorization(service) } : {}), ...headers },
  });
}

describe("a request that AWS would refuse is refused in AWS's words", () => {
  test("without a signature", async () => {
    const response = await send("/", { headers: { "x-amz-target": "AmazonSSM.GetParameter" } });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ __type: "MissingAuthenticationToken" });
  });

  test("with a signature that is no signature", async () => {
    const response = await send("/", { headers: { authorization: "Bearer x" } });
    expect(await response.json()).toMatchObject({ __type: "IncompleteSignature" });
  });

  test.each([
    ["ssm", "AmazonSSM.Nonsense", 400],
    ["codedeploy", "CodeDeploy_20141006.toString", 400],
  ])("an operation that %s does not have", async (service, target, status) => {
    const response = await send("/", { service, headers: { "x-amz-target": target }, body: "{}" });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      __type: "UnknownOperationException",
      message: expect.stringContaining(target),
    });
  });

  test("a path that Lambda does not have", async () => {
    const response = await send("/2015-03-31/nonsense", { service: "lambda" });
    expect(response.status).toBe(404);
    expect(response.headers.get("x-amzn-errortype")).toBe("UnknownOperationException");
  });

  test.each([
    ["malformed JSON", "{", "SerializationException"],
    ["a wrong type", '{"Name": 5}', "SerializationException"],
    ["a missing member", "{}", "ValidationException"],
  ])("%s", async (_name, body, type) => {
    const headers = { "x-amz-target": "AmazonSSM.GetParameter" };
    const response = await send("/", { service: "ssm", headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: type });
  });

  test("a body that is larger than any service takes", async () => {
    const body = new Uint8Array(70_167_212);
    const response = await send("/", { service: "ssm", body });
    expect(response.status).toBe(413);
  });
});

test("every answer carries its request id and the sandbox's time", async () => {
  const response = await send("/", { service: "ssm", body: "{}" });
  expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  expect(response.headers.get("date")).toBe(new Date(sandbox.clock.now()).toUTCString());
});

test("accounts and regions are kept apart", async () => {
  const home = clientsOf(sandbox).ssm;
  await home.send(new PutParameterCommand({ Name: "whose", Value: "home", Type: "String" }));
  for (const who of [{ account: "111122223333" }, { region: "eu-west-1" }]) {
    const { ssm } = clientsOf(sandbox, who);
    await expect(ssm.send(new GetParameterCommand({ Name: "whose" }))).rejects.toMatchObject({
      name: "ParameterNotFound",
    });
  }
});

describe("controls", () => {
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await send(`/_sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };

  test("the clock is read and moved", async () => {
    const before = await control("GET", "clock");
    expect(before.body).toEqual({ now: "2026-01-01T00:00:00.000Z", speed: "stepped" });
    const after = await control("POST", "clock", { advance: "5m" });
    expect(after.body).toMatchObject({ now: "2026-01-01T00:05:00.000Z" });
  });

  test.each([{ advance: "soon" }, { speed: -1 }, {}, "nonsense"])(
    "%j is refused and says what to send",
    async (body) => {
      const answer = await control("POST", "clock", body);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ error: expect.any(String) });
    },
  );

  test("requests are listed for assertions", async () => {
    await control("DELETE", "requests");
    await clientsOf(sandbox).codedeploy.send(new ListDeploymentConfigsCommand({}));
    const { body } = await control("GET", "requests");
    expect(body.items).toEqual([
      {
        at: "2026-01-01T00:05:00.000Z",
        service: "codedeploy",
        operation: "ListDeploymentConfigs",
        account: "000000000000",
        region: "us-east-1",
        status: 200,
      },
    ]);
  });

  test("a fault strikes as often as asked, before or after the effect", async () => {
    const { ssm } = clientsOf(sandbox);
    const put = () =>
      ssm.send(new PutParameterCommand({ Name: "f", Value: "1", Type: "String", Overwrite: true }));
    await control("POST", "faults", { service: "ssm", type: "throttle", count: 1 });
    await expect(put()).rejects.toMatchObject({ name: "ThrottlingException" });
    await control("POST", "faults", { service: "ssm", type: "error_after", count: 1 });
    await expect(put()).rejects.toMatchObject({ name: "InternalFailure" });
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: "f" }));
    expect(Parameter?.Version).toBe(1);
    expect((await put()).Version).toBe(2);
    expect((await control("POST", "faults", { service: "ssm" })).status).toBe(400);
    await control("DELETE", "faults");
    expect((await control("GET", "faults")).body).toEqual({ items: [] });
  });

  test("reset forgets everything", async () => {
    const { ssm } = clientsOf(sandbox);
    await ssm.send(new PutParameterCommand({ Name: "r", Value: "1", Type: "String" }));
    await control("POST", "reset");
    await expect(ssm.send(new GetParameterCommand({ Name: "r" }))).rejects.toMatchObject({
      name: "ParameterNotFound",
    });
  });

  test("a control that is not there is said so", async () => {
    expect((await control("GET", "nonsense")).status).toBe(404);
  });
});

test("after stop the port is free, and a taken port is said so", async () => {
  const first = await createSandbox({ port: 0, clock: { type: "stepped" } });
  const port = Number(new URL(first.url).port);
  await expect(createSandbox({ port })).rejects.toThrow(`port ${port} is in use`);
  await first.stop();
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve()));
  });
});
