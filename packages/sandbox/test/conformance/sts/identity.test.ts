import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sandbox } from "../../../src/index.ts";
import { type Clients, clientsOf, startSandbox } from "../../start.ts";

let sandbox: Sandbox;
let clients: Clients;
beforeAll(async () => {
  ({ sandbox, clients } = await startSandbox());
});
afterAll(() => sandbox.stop());

test("an access key id of twelve digits is its account", async () => {
  const { sts } = clientsOf(sandbox, { account: "111122223333" });
  expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe("111122223333");
});

test("the credentials of an assumed role act in the role's account", async () => {
  const assumed = await clients.sts.send(
    new AssumeRoleCommand({
      RoleArn: "arn:aws:iam::444455556666:role/coalmine-target",
      RoleSessionName: "test",
      ExternalId: "shop",
    }),
  );
  expect(assumed.AssumedRoleUser?.Arn).toBe(
    "arn:aws:sts::444455556666:assumed-role/coalmine-target/test",
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = assumed.Credentials ?? {};
  expect(Expiration?.getTime()).toBe(sandbox.clock.now() + 3_600_000);
  const sts = new STSClient({
    endpoint: sandbox.url,
    region: "us-east-1",
    credentials: {
      accessKeyId: AccessKeyId ?? "",
      secretAccessKey: SecretAccessKey ?? "",
      sessionToken: SessionToken ?? "",
    },
  });
  expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe("444455556666");
});

test("a role that is no ARN is refused", async () => {
  const command = new AssumeRoleCommand({ RoleArn: "arn:aws:iam::1:user/x", RoleSessionName: "t" });
  await expect(clients.sts.send(command)).rejects.toMatchObject({ name: "ValidationError" });
});
