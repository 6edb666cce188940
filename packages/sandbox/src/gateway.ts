import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Faults, refusalOf } from "./controls/faults.ts";
import { type Around, findService, plainError, runModelled, runRaw } from "./dispatch.ts";
import { AwsError } from "./kernel/aws-error.ts";
import type { Cloud } from "./kernel/cloud.ts";
import type { Service } from "./kernel/service.ts";
import { decodeBody } from "./protocol/aws-chunked.ts";
import type { WireRequest, WireResponse } from "./protocol/exchange.ts";
import type { RequestLog } from "./request-log.ts";
import { readScope } from "./request-scope.ts";

/** Largest request that any service takes: Lambda's 70,167,211 bytes. */
const bodyBytesMax = 70_167_211;

export interface GatewayParts {
  readonly cloud: Cloud;
  readonly services: readonly Service[];
  readonly requests: RequestLog;
  readonly faults: Faults;
  /** Answers `/_sandbox/*`. */
  readonly controls: (request: WireRequest) => Promise<WireResponse>;
  readonly onError: (error: unknown) => void;
}

/** One HTTP server for all services: which service and operation is this request? */
export function createGateway(parts: GatewayParts): Server {
  return createServer((incoming, outgoing) => {
    const controls = incoming.url?.startsWith("/_sandbox");
    const answered = answer(parts, incoming, outgoing, Boolean(controls));
    // A control may move the clock, which waits for everything in flight but itself.
    void (controls ? answered : parts.cloud.clock.track(answered));
  });
}

async function answer(
  parts: GatewayParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  controls: boolean,
): Promise<void> {
  const requestId = parts.cloud.random.uuid();
  const response = await respond(parts, incoming, controls, requestId).catch((error: unknown) =>
    failure(parts, error, requestId),
  );
  outgoing.writeHead(response.status, {
    "x-amzn-requestid": requestId,
    date: new Date(parts.cloud.clock.now()).toUTCString(),
    "content-length": Buffer.byteLength(response.body),
    ...response.headers,
  });
  await new Promise<void>((resolve) => {
    outgoing.once("close", resolve);
    outgoing.end(response.body, resolve);
  });
}

async function respond(
  parts: GatewayParts,
  incoming: IncomingMessage,
  controls: boolean,
  requestId: string,
): Promise<WireResponse> {
  const request: WireRequest = {
    method: incoming.method ?? "GET",
    url: new URL(incoming.url ?? "/", "http://sandbox"),
    headers: incoming.headers,
    body: decodeBody(incoming.headers, await readBody(incoming)),
  };
  return controls ? parts.controls(request) : serve(parts, request, requestId);
}

async function serve(
  parts: GatewayParts,
  request: WireRequest,
  requestId: string,
): Promise<WireResponse> {
  const { cloud, services, requests } = parts;
  const signed = readScope(request.headers, request.url, (key) => cloud.doors.sts.accountOf(key));
  const service = findService(services, signed.service, request);
  if (!service) {
    throw new AwsError(
      "UnknownOperationException",
      `The sandbox has no service ${signed.service}.`,
    );
  }
  let operation = "unknown";
  const around: Around = (name, run) => {
    operation = name;
    return withFaults(parts, service.signingName, name, run);
  };
  const call = { scope: signed.scope, requestId };
  const at = new Date(cloud.clock.now()).toISOString();
  const response =
    service.kind === "raw"
      ? await runRaw(service, call, request, around)
      : await runModelled(service, call, request, around);
  const { status } = response;
  requests.add({ at, service: service.signingName, operation, ...signed.scope, status });
  return response;
}

async function withFaults<T>(
  { faults, cloud }: GatewayParts,
  service: string,
  operation: string,
  run: () => Promise<T>,
): Promise<T> {
  const fault = faults.strike(service, operation);
  if (!fault) return run();
  if (fault.type === "slow") {
    await cloud.clock.waiting(cloud.clock.sleep(fault.ms));
    return run();
  }
  if (fault.type === "error_after") await run();
  throw refusalOf(fault);
}

function failure(parts: GatewayParts, error: unknown, requestId: string): WireResponse {
  if (error instanceof AwsError) return plainError(error, requestId);
  parts.onError(error);
  const internal = new AwsError("InternalFailure", "The sandbox failed; see its log.", {
    status: 500,
  });
  return plainError(internal, requestId);
}

function readBody(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    incoming.on("data", (chunk: Uint8Array) => {
      size += chunk.length;
      if (size <= bodyBytesMax) chunks.push(chunk);
    });
    incoming.on("error", reject);
    incoming.on("end", () => {
      if (size <= bodyBytesMax) return resolve(Buffer.concat(chunks));
      const message = `Request must be smaller than ${bodyBytesMax} bytes`;
      reject(new AwsError("RequestEntityTooLargeException", message, { status: 413 }));
    });
  });
}
