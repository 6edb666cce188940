import { crc32 } from "node:zlib";
import type { AwsError } from "../../kernel/aws-error.ts";
import type { RawResponse } from "../../kernel/service.ts";

/** An answer as DynamoDB sends it, with the checksum that clients compare. */
export function answer(status: number, body: object | string): RawResponse {
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return {
    status,
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-crc32": String(crc32(bytes)),
    },
    body: bytes,
  };
}

/** Refusals of the request's form come from another namespace than those of the database. */
export function errorAnswer(error: AwsError): RawResponse {
  if (error.code === "ValidationException") {
    const type = "com.amazon.coral.validate#ValidationException";
    return answer(error.status, { __type: type, message: error.message });
  }
  const type = `com.amazonaws.dynamodb.v20120810#${error.code}`;
  return answer(error.status, { __type: type, ...error.members, Message: error.message });
}
