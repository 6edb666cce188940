import type { IncomingHttpHeaders } from "node:http";
import type { AwsError } from "../kernel/aws-error.ts";
import type { ModelledService, Operation } from "../kernel/service.ts";

/** A request as it came off the wire. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** One wire format: how a request names its operation and carries its input, and how answers look. */
export interface WireFormat {
  /** Undefined when the service has no such operation. */
  find(service: ModelledService, request: WireRequest): Operation | undefined;
  read(service: ModelledService, operation: Operation, request: WireRequest): unknown;
  write(
    service: ModelledService,
    operation: Operation,
    output: unknown,
    requestId: string,
  ): WireResponse;
  writeError(service: ModelledService, error: AwsError, requestId: string): WireResponse;
}
