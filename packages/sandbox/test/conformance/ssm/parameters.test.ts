import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sandbox } from "../../../src/index.ts";
import { type Clients, startSandbox } from "../../start.ts";

let sandbox: Sandbox;
let clients: Clients;
beforeAll(async () => {
  ({ sandbox, clients } = await startSandbox());
});
afterAll(() => sandbox.stop());

test("a secure parameter is shown only with decryption", async () => {
  const Name = "/app/token";
  await clients.ssm.send(new PutParameterCommand({ Name, Value: "secret", Type: "SecureString" }));
  const hidden = await clients.ssm.send(new GetParameterCommand({ Name }));
  const shown = await clients.ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
  expect(hidden.Parameter?.Value).not.toContain("secret");
  expect(shown.Parameter).toMatchObject({
    Name,
    Value: "secret",
    Version: 1,
    ARN: "arn:aws:ssm:us-east-1:000000000000:parameter/app/token",
  });
});

test("writing again needs Overwrite and makes a new version", async () => {
  const parameter = { Name: "/app/size", Value: "1", Type: "String" } as const;
  await clients.ssm.send(new PutParameterCommand(parameter));
  await expect(clients.ssm.send(new PutParameterCommand(parameter))).rejects.toMatchObject({
    name: "ParameterAlreadyExists",
  });
  const again = await clients.ssm.send(
    new PutParameterCommand({ ...parameter, Value: "2", Overwrite: true }),
  );
  expect(again.Version).toBe(2);
});

test("several are read by name and by path, unknown ones are named", async () => {
  for (const Name of ["/team/a", "/team/b", "/team/deep/c"]) {
    await clients.ssm.send(new PutParameterCommand({ Name, Value: "x", Type: "String" }));
  }
  const byName = await clients.ssm.send(
    new GetParametersCommand({ Names: ["/team/a", "/team/none"] }),
  );
  expect(byName.Parameters?.map((parameter) => parameter.Name)).toEqual(["/team/a"]);
  expect(byName.InvalidParameters).toEqual(["/team/none"]);
  const flat = await clients.ssm.send(new GetParametersByPathCommand({ Path: "/team" }));
  expect(flat.Parameters).toHaveLength(2);
  const deep = await clients.ssm.send(
    new GetParametersByPathCommand({ Path: "/team", Recursive: true }),
  );
  expect(deep.Parameters).toHaveLength(3);
});

test("a parameter that is not there is not found, before and after deletion", async () => {
  const Name = "/gone";
  await clients.ssm.send(new PutParameterCommand({ Name, Value: "x", Type: "String" }));
  await clients.ssm.send(new DeleteParameterCommand({ Name }));
  for (const command of [new GetParameterCommand({ Name }), new DeleteParameterCommand({ Name })]) {
    await expect(clients.ssm.send(command as GetParameterCommand)).rejects.toMatchObject({
      name: "ParameterNotFound",
    });
  }
});
