import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  type InvocationType,
  InvokeCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import type { Sandbox } from "../../../src/index.ts";
import type { Clients } from "../../start.ts";

export const account = "000000000000";
export const role = `arn:aws:iam::${account}:role/lambda`;

export function arn(name: string, qualifier?: string): string {
  const base = `arn:aws:lambda:us-east-1:${account}:function:${name}`;
  return qualifier === undefined ? base : `${base}:${qualifier}`;
}

export function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  const contents = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(contents), { mtime: "2026-01-01T00:00:00" });
}

/** A zip whose `index.handler` has this body, with `event` and `context`. */
export function handlerZip(body: string): Uint8Array {
  return zipOf({ "index.mjs": `export const handler = async (event, context) => { ${body} };` });
}

export function createInput(
  FunctionName: string,
  change: Partial<CreateFunctionCommandInput> = {},
): CreateFunctionCommandInput {
  return {
    FunctionName,
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Role: role,
    Code: { ZipFile: handlerZip("return event;") },
    ...change,
  };
}

export interface World {
  readonly sandbox: Sandbox;
  readonly clients: Clients;
}

/** Makes a function and waits until it is active. */
export async function createFunction(
  { sandbox, clients }: World,
  name: string,
  change: Partial<CreateFunctionCommandInput> = {},
): Promise<void> {
  await clients.lambda.send(new CreateFunctionCommand(createInput(name, change)));
  await sandbox.clock.advance(3000);
}

/** Puts other code into `$LATEST` and publishes it. */
export async function release(
  { sandbox, clients }: World,
  FunctionName: string,
  body: string,
): Promise<string> {
  await clients.lambda.send(
    new UpdateFunctionCodeCommand({ FunctionName, ZipFile: handlerZip(body) }),
  );
  await sandbox.clock.advance(2000);
  const { Version } = await clients.lambda.send(new PublishVersionCommand({ FunctionName }));
  await sandbox.clock.advance(2000);
  return Version!;
}

export interface Invoked {
  readonly status: number | undefined;
  readonly version: string | undefined;
  readonly error: string | undefined;
  readonly payload: unknown;
  readonly requestId: string | undefined;
  readonly log: string;
}

export async function invoke(
  { clients }: Pick<World, "clients">,
  FunctionName: string,
  event: unknown = {},
  options: { Qualifier?: string; InvocationType?: InvocationType; LogType?: "Tail" } = {},
): Promise<Invoked> {
  const Payload = Buffer.from(JSON.stringify(event));
  const answer = await clients.lambda.send(
    new InvokeCommand({ FunctionName, Payload, ...options }),
  );
  const text = answer.Payload?.transformToString() ?? "";
  return {
    status: answer.StatusCode,
    version: answer.ExecutedVersion,
    error: answer.FunctionError,
    payload: text === "" ? undefined : JSON.parse(text),
    requestId: answer.$metadata.requestId,
    log: Buffer.from(answer.LogResult ?? "", "base64").toString(),
  };
}

/** What the SDK throws when Lambda refuses. */
export function refusal(name: string, status: number, message: string | RegExp): object {
  const text = message instanceof RegExp ? expectMatching(message) : message;
  return { name, message: text, $metadata: { httpStatusCode: status } };
}

function expectMatching(expression: RegExp): { asymmetricMatch(value: unknown): boolean } {
  return { asymmetricMatch: (value) => typeof value === "string" && expression.test(value) };
}
