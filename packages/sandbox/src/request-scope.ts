import type { IncomingHttpHeaders } from "node:http";
import { AwsError } from "./kernel/aws-error.ts";
import type { Scope } from "./kernel/service.ts";

export interface SignedScope {
  readonly scope: Scope;
  /** Name in the credential scope, for example `lambda`. */
  readonly service: string;
}

const credential = /Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/;

/**
 * Reads account, region and service from a signature (header or presigned query). Signatures are not checked,
 * but must be there and well formed.
 */
export function readScope(
  headers: IncomingHttpHeaders,
  url: URL,
  accountOf: (accessKeyId: string) => string,
): SignedScope {
  const presigned = url.searchParams.get("X-Amz-Credential");
  const text = headers.authorization ?? (presigned ? `Credential=${presigned}` : undefined);
  if (text === undefined) {
    throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", {
      status: 403,
    });
  }
  const match = credential.exec(text);
  const [, accessKeyId, region, service] = match ?? [];
  if (!accessKeyId || !region || !service) {
    throw new AwsError(
      "IncompleteSignature",
      "Authorization header requires 'Credential' parameter in the form KEY/DATE/REGION/SERVICE/aws4_request.",
    );
  }
  return { scope: { account: accountOf(accessKeyId), region }, service };
}
