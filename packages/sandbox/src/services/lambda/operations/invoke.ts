import type { InvocationRequest, InvocationResponse } from "@aws-sdk/client-lambda";
import { AwsError } from "../../../kernel/aws-error.ts";
import type { Call } from "../../../kernel/service.ts";
import { enqueue } from "../async-invocation.ts";
import { check, oneOf } from "../constraint.ts";
import { stillPending } from "../errors.ts";
import { execute } from "../invocation.ts";
import { targetOf } from "../invoke-target.ts";
import { locate, revisionOf } from "../lookup.ts";
import type { Lambda } from "../state.ts";

const syncPayloadMax = 6_291_456;
const tailBytes = 4096;

export function invoke(
  lambda: Lambda,
  call: Call,
  input: InvocationRequest,
): Promise<InvocationResponse> | InvocationResponse {
  check(
    oneOf("invocationType", input.InvocationType, ["RequestResponse", "Event", "DryRun"]),
    oneOf("logType", input.LogType, ["None", "Tail"]),
  );
  const payload = readPayload(lambda, input);
  if (input.InvocationType === "DryRun") return dryRun(lambda, call, input);
  const clientContext = readClientContext(input.ClientContext);
  const { requestId } = call;
  if (input.InvocationType !== "Event") {
    return invokeNow(lambda, call, input, { payload, requestId, clientContext });
  }
  const { FunctionName: functionName, Qualifier: qualifier } = input;
  checkReady(lambda, call, input);
  enqueue(lambda, call.scope, { functionName, qualifier, payload, requestId, clientContext });
  return { StatusCode: 202 };
}

async function invokeNow(
  lambda: Lambda,
  call: Call,
  input: InvocationRequest,
  invocation: Parameters<typeof execute>[2],
): Promise<InvocationResponse> {
  const target = targetOf(lambda, call.scope, input.FunctionName, input.Qualifier);
  const result = await execute(lambda, target, invocation);
  return {
    StatusCode: 200,
    ExecutedVersion: target.image.version,
    Payload: result.payload,
    ...(result.functionError && { FunctionError: result.functionError }),
    ...(input.LogType === "Tail" && { LogResult: tailOf(result.log) }),
  };
}

function dryRun(lambda: Lambda, call: Call, input: InvocationRequest): InvocationResponse {
  checkReady(lambda, call, input);
  return { StatusCode: 204 };
}

/** Throws where the function, the version or the alias is not there, or not yet. */
function checkReady(lambda: Lambda, call: Call, input: InvocationRequest): void {
  const { fn, reference } = locate(lambda, call.scope, input.FunctionName, input.Qualifier);
  revisionOf(fn, reference.qualifier);
  if (fn.latest.state === "Pending") throw stillPending();
}

function readPayload(lambda: Lambda, { Payload, InvocationType }: InvocationRequest): Uint8Array {
  const payload = Payload ?? new Uint8Array();
  const isAsync = InvocationType === "Event";
  const most = isAsync ? lambda.cloud.settings.lambdaAsyncPayloadBytes : syncPayloadMax;
  if (payload.length > most) {
    const message = `Request must be smaller than ${most} bytes for the InvokeFunction operation`;
    throw new AwsError("RequestTooLargeException", message, { status: 413 });
  }
  if (payload.length > 0) parseJson(Buffer.from(payload).toString());
  return payload;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError(
      "InvalidRequestContentException",
      `Could not parse request body into json: Could not parse payload into json: ${reason}`,
    );
  }
}

/** The context comes as base64 of JSON and travels in a header, so all of it must be ASCII. */
function readClientContext(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const json = JSON.stringify(parseJson(Buffer.from(text, "base64").toString()));
  return json.replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The last 4 KB of what was logged. */
function tailOf(log: string): string {
  return Buffer.from(log).subarray(-tailBytes).toString("base64");
}
