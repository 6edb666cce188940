import { AwsError } from "../kernel/aws-error.ts";
import type { ModelledService } from "../kernel/service.ts";
import type { WireFormat } from "./exchange.ts";
import { inputOf, outputOf } from "./model.ts";
import { queryErrorHeader } from "./query-error.ts";
import { readValue, requireMembers } from "./read-value.ts";
import { writeValue } from "./write-value.ts";

/** awsJson 1.0 and 1.1: `POST /`, the operation in `X-Amz-Target`. */
export const awsJson: WireFormat = {
  find(service, request) {
    const [, name] = String(request.headers["x-amz-target"] ?? "").split(".");
    return name === undefined ? undefined : own(service.operations, name);
  },
  read(service, operation, request) {
    const shape = inputOf(operation.schema);
    const value = readValue(shape, parseJson(request.body), "", service) ?? {};
    requireMembers(shape, Object.fromEntries(Object.entries(value)), "", service);
    return value;
  },
  write(service, operation, output) {
    const body = writeValue(outputOf(operation.schema), output ?? {}, "epoch") ?? {};
    return { status: 200, headers: contentType(service), body: JSON.stringify(body) };
  },
  writeError(service, error) {
    return {
      status: error.status,
      headers: {
        ...contentType(service),
        "x-amzn-errortype": error.code,
        ...queryErrorHeader(service, error),
      },
      body: JSON.stringify({ __type: error.code, message: error.message, ...error.members }),
    };
  },
};

export function parseJson(body: Uint8Array): unknown {
  const text = new TextDecoder().decode(body);
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError("SerializationException", "The request body is not valid JSON.");
  }
}

export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function contentType(service: ModelledService) {
  const version = service.protocol === "awsJson1.0" ? "1.0" : "1.1";
  return { "content-type": `application/x-amz-json-${version}` };
}
