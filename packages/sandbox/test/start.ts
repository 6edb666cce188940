import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CodeDeployClient } from "@aws-sdk/client-codedeploy";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import { createSandbox, type Sandbox, type SandboxOptions } from "../src/index.ts";

export const start = Date.parse("2026-01-01T00:00:00Z");

export interface Clients {
  readonly cloudwatch: CloudWatchClient;
  readonly codedeploy: CodeDeployClient;
  readonly dynamodb: DynamoDBClient;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
}

/** A sandbox on a free port that stands still until told, and AWS's own clients for it. */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<{ sandbox: Sandbox; clients: Clients }> {
  const sandbox = await createSandbox({ port: 0, seed: 1, clock: { type: "stepped" }, start, ...options });
  return { sandbox, clients: clientsOf(sandbox) };
}

export function clientsOf(
  sandbox: Sandbox,
  who: { account?: string; region?: string } = {},
): Clients {
  const config = {
    endpoint: sandbox.url,
    region: who.region ?? "us-east-1",
    credentials: { accessKeyId: who.account ?? "000000000000", secretAccessKey: "x" },
    maxAttempts: 1,
  };
  return {
    cloudwatch: new CloudWatchClient(config),
    codedeploy: new CodeDeployClient(config),
    dynamodb: new DynamoDBClient(config),
    events: new EventBridgeClient(config),
    lambda: new LambdaClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    sqs: new SQSClient(config),
    ssm: new SSMClient(config),
    sts: new STSClient(config),
  };
}
