/** Closed list: adding a code is a change of the API. Each has a page in `docs/errors`. */
export const errorCodes = [
  "AWS_UNAVAILABLE",
  "CHANGED_MEANWHILE",
  "FORBIDDEN",
  "FUNCTION_BUSY",
  "FUNCTION_EXISTS",
  "FUNCTION_NOT_FOUND",
  "IDEMPOTENCY_KEY_REUSED",
  "INTERNAL",
  "INVALID_REQUEST",
  "LAMBDA_NOT_FOUND",
  "PAYLOAD_TOO_LARGE",
  "RELEASE_FINISHED",
  "RELEASE_IN_PROGRESS",
  "RELEASE_NOT_FOUND",
  "ROUTE_NOT_FOUND",
  "UNAUTHENTICATED",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** A request that cannot be served. `message` says what happened, to what, and what to do. */
export class DomainError extends Error {
  override readonly name: string = "DomainError";
  readonly code: ErrorCode;
  /** The same call may succeed when it is made again. */
  readonly retryable: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; retryable?: boolean } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

/** Somebody else wrote the item first; load it again and decide anew. */
export class ChangedMeanwhileError extends DomainError {
  override readonly name = "ChangedMeanwhileError";

  constructor(what: string) {
    super("CHANGED_MEANWHILE", `${what} changed while it was being written; try again`, {
      retryable: true,
    });
  }
}
