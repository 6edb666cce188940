import { AwsError } from "./kernel/aws-error.ts";
import type { Call, ModelledService, RawService, Service } from "./kernel/service.ts";
import { awsJson } from "./protocol/aws-json.ts";
import type { WireFormat, WireRequest, WireResponse } from "./protocol/exchange.ts";
import { query } from "./protocol/query.ts";
import { restJson } from "./protocol/rest-json.ts";
import { restXml } from "./protocol/rest-xml.ts";
import { rpcCbor } from "./protocol/rpc-cbor.ts";

/** What surrounds every call: it is told the operation's name, and may refuse before or after. */
export type Around = <T>(operation: string, run: () => Promise<T>) => Promise<T>;

/** The format that a request is written in: a service may be addressed in any that it is known to speak. */
export function formatOf(service: ModelledService, request: WireRequest): WireFormat {
  if (request.headers["smithy-protocol"] === "rpc-v2-cbor") return rpcCbor;
  if (request.headers["x-amz-target"] !== undefined) return awsJson;
  if (service.protocol === "restJson1") return restJson;
  if (service.protocol === "restXml") return restXml;
  return query;
}

/** Reads, runs and answers one call of a modelled service. */
export async function runModelled(
  service: ModelledService,
  call: Omit<Call, "operation">,
  request: WireRequest,
  around: Around,
): Promise<WireResponse> {
  const format = formatOf(service, request);
  try {
    const operation = format.find(service, request);
    if (!operation) throw unknownOperation(service, request);
    const [, , name] = operation.schema;
    const output = await around(name, async () => {
      const input = format.read(service, operation, request);
      return operation.run({ ...call, operation: name }, input);
    });
    return format.write(service, operation, output, call.requestId);
  } catch (error) {
    if (error instanceof AwsError) return format.writeError(service, error, call.requestId);
    throw error;
  }
}

export async function runRaw(
  service: RawService,
  call: Omit<Call, "operation">,
  request: WireRequest,
  around: Around,
): Promise<WireResponse> {
  const [, operation = ""] = String(request.headers["x-amz-target"] ?? "").split(".");
  try {
    return await around(operation, () => service.handle({ ...call, operation }, request));
  } catch (error) {
    if (error instanceof AwsError) return plainError(error, call.requestId);
    throw error;
  }
}

/** The answer to an error that no format could be found for. */
export function plainError(error: AwsError, requestId: string): WireResponse {
  return {
    status: error.status,
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amzn-errortype": error.code,
      "x-amzn-requestid": requestId,
    },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}

export function findService(
  services: readonly Service[],
  signingName: string,
  request: WireRequest,
): Service | undefined {
  const [prefix] = String(request.headers["x-amz-target"] ?? "").split(".");
  const byTarget = services.find((service) => prefix !== "" && service.targetPrefix === prefix);
  return byTarget ?? services.find((service) => service.signingName === signingName);
}

function unknownOperation(service: ModelledService, request: WireRequest): AwsError {
  const target = request.headers["x-amz-target"] ?? `${request.method} ${request.url.pathname}`;
  return new AwsError(
    "UnknownOperationException",
    `The sandbox's ${service.signingName} has no operation ${String(target)}.`,
    { status: service.protocol === "restJson1" ? 404 : 400 },
  );
}
