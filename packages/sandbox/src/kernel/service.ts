import type { IncomingHttpHeaders } from "node:http";

/** Whose resources a call touches. */
export interface Scope {
  readonly account: string;
  readonly region: string;
}

export interface Call {
  readonly scope: Scope;
  readonly requestId: string;
  readonly operation: string;
}

/**
 * An operation's schema as the AWS SDK publishes it (`CreateAlias$` of `@aws-sdk/client-lambda`):
 * `[9, namespace, name, traits, input, output]`.
 */
export type OperationSchema = readonly [number, string, string, ...unknown[]];

export interface Operation {
  readonly schema: OperationSchema;
  readonly run: (call: Call, input: unknown) => unknown;
}

/**
 * Ties a handler to AWS's model of its operation. The protocol layer has checked `input` against
 * the model's types and required members before `run` sees it: timestamps are `Date`, blobs are
 * `Uint8Array`. The answer is written by the model too, members that it does not know are dropped.
 */
export function operation<Input, Output>(
  schema: OperationSchema,
  run: (call: Call, input: Input) => Output | Promise<Output>,
): Operation {
  return {
    schema,
    run: (call, input) => {
      if (!isModelled<Input>(input)) throw new TypeError("input was not parsed by its model");
      return run(call, input);
    },
  };
}

/** The protocol layer parsed `input` by the operation's schema, of which `Input` is the type. */
function isModelled<Input>(input: unknown): input is Input {
  return typeof input === "object";
}

export type Protocol = "awsJson1.0" | "awsJson1.1" | "restJson1" | "restXml" | "query";

/** A service whose wire format the protocol layer speaks for it. */
export interface ModelledService {
  readonly kind: "modelled";
  /** Name in the credential scope: `lambda`, `codedeploy`, `monitoring`, `events`, `sqs`, `ssm`, `sts`, `s3`. */
  readonly signingName: string;
  /** Before the dot in `X-Amz-Target`, for example `CodeDeploy_20141006`; absent for REST services. */
  readonly targetPrefix?: string;
  readonly protocol: Protocol;
  /** The error code that the service gives for a missing or ill-typed member. */
  readonly validationCode: string;
  /** XML namespace of the query protocol's answers. */
  readonly xmlNamespace?: string;
  /** Codes of the older query protocol by error shape name; a shape that is not here keeps its name. */
  readonly queryCodes?: Readonly<Record<string, string>>;
  readonly operations: Readonly<Record<string, Operation>>;
  /** Forgets everything. */
  reset(): void | Promise<void>;
  /** Ends what the service keeps running. */
  stop?(): Promise<void>;
}

/** A service that answers raw requests itself (DynamoDB, which `dynalite` speaks). */
export interface RawService {
  readonly kind: "raw";
  readonly signingName: string;
  readonly targetPrefix: string;
  handle(call: Call, request: RawRequest): Promise<RawResponse>;
  reset(): void | Promise<void>;
  /** Ends what the service keeps running. */
  stop?(): Promise<void>;
}

export interface RawRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type Service = ModelledService | RawService;
