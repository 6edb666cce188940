import { parseJson } from "./aws-json.ts";
import type { WireFormat } from "./exchange.ts";
import { inputOf, outputOf, type Shape } from "./model.ts";
import { type ReadOptions, readValue, requireMembers } from "./read-value.ts";
import { readRestInput } from "./rest-input.ts";
import { splitRestOutput } from "./rest-output.ts";
import { matchRoute, statusOf } from "./rest-route.ts";
import { writeValue } from "./write-value.ts";

const json = { "content-type": "application/json" };

/** restJson1: verb and path name the operation. */
export const restJson: WireFormat = {
  find: (service, request) => matchRoute(service, request)?.operation,
  read(service, operation, request) {
    const shape = inputOf(operation.schema);
    const labels = matchRoute(service, request)?.labels ?? {};
    const input = readRestInput(shape, request, labels, service, (body, bytes) =>
      readMembers(body, bytes, service),
    );
    requireMembers(shape, input, "", service);
    return input;
  },
  write(_service, operation, output) {
    const shape = outputOf(operation.schema);
    const { status, headers, payload, members } = splitRestOutput(shape, output);
    const code = status ?? statusOf(operation);
    if (payload)
      return { status: code, headers: { ...json, ...headers }, body: payloadBody(payload) };
    const body = code === 204 ? "" : JSON.stringify(writeValue(shape, members, "epoch") ?? {});
    return { status: code, headers: { ...json, ...headers }, body };
  },
  writeError(_service, error, requestId) {
    // Lambda answers model validation without `Type`, its own refusals with it.
    const validation = error.code === "ValidationException";
    const type = error.status >= 500 ? "Service" : "User";
    return {
      status: error.status,
      headers: { ...json, "x-amzn-errortype": error.code, "x-amzn-requestid": requestId },
      body: JSON.stringify({
        ...(validation ? {} : { Type: type }),
        message: error.message,
        ...(validation ? {} : { Message: error.message }),
        ...error.members,
      }),
    };
  },
};

function readMembers(
  shape: Shape,
  bytes: Uint8Array,
  options: ReadOptions,
): Record<string, unknown> {
  const value = readValue(shape, parseJson(bytes), "", options);
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function payloadBody({ shape, value }: { shape: Shape; value: unknown }): Uint8Array | string {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") return value;
  return value === undefined ? "" : JSON.stringify(writeValue(shape, value, "epoch"));
}
