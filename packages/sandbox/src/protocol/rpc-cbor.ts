import { cbor, dateToTag } from "@smithy/core/cbor";
import { AwsError } from "../kernel/aws-error.ts";
import { own } from "./aws-json.ts";
import type { WireFormat } from "./exchange.ts";
import { inputOf, outputOf, type Shape } from "./model.ts";
import { queryErrorHeader } from "./query-error.ts";
import { readValue, requireMembers } from "./read-value.ts";
import { shapeMembers } from "./write-value.ts";

const headers = { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" };

/**
 * Smithy's RPC v2 in CBOR: `POST /service/<Service>/operation/<Operation>`.
 * Source: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export const rpcCbor: WireFormat = {
  find(service, request) {
    const name = /\/operation\/([^/]+)$/.exec(request.url.pathname)?.[1];
    return name === undefined ? undefined : own(service.operations, name);
  },
  read(service, operation, request) {
    const shape = inputOf(operation.schema);
    const value = readValue(shape, untagged(decode(request.body)), "", service) ?? {};
    requireMembers(shape, Object.fromEntries(Object.entries(value)), "", service);
    return value;
  },
  write(_service, operation, output) {
    const body = cborValue(outputOf(operation.schema), output ?? {}) ?? {};
    return { status: 200, headers, body: cbor.serialize(body) };
  },
  writeError(service, error) {
    const body = { __type: error.code, message: error.message, ...error.members };
    return {
      status: error.status,
      headers: { ...headers, ...queryErrorHeader(service, error) },
      body: cbor.serialize(body),
    };
  },
};

function decode(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  try {
    return cbor.deserialize(body);
  } catch {
    throw new AwsError("SerializationException", "The request body is not valid CBOR.");
  }
}

/** Tag 1 is a time in seconds since the epoch; other tags stand for their values. */
function untagged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untagged);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if ("tag" in value && "value" in value) {
    return value.tag === 1 ? new Date(Number(value.value) * 1000) : untagged(value.value);
  }
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, untagged(entry)]));
}

function cborValue(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (value instanceof Date) return dateToTag(value);
  if (value instanceof Uint8Array) return value;
  if (shape.isListSchema() && Array.isArray(value)) {
    return value.map((entry) => cborValue(shape.getValueSchema(), entry));
  }
  if (typeof value !== "object") return value;
  if (shape.isMapSchema()) {
    const entries = Object.entries(value).map(([key, entry]) => [
      key,
      cborValue(shape.getValueSchema(), entry),
    ]);
    return Object.fromEntries(entries);
  }
  return Object.fromEntries(
    shapeMembers(shape, value).map(({ name, member, value: entry }) => [
      name,
      cborValue(member, entry),
    ]),
  );
}
