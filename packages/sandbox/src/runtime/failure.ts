/** Why a process did not answer. */
export type Failure =
  | { readonly type: "reported"; readonly body: Uint8Array }
  | { readonly type: "timed_out"; readonly seconds: number }
  | { readonly type: "exited"; readonly code: number | null; readonly signal: string | null }
  | { readonly type: "too_large" }
  | { readonly type: "not_runnable"; readonly message: string };

/** The most bytes that a function may answer with. */
export const responseLimitBytes = 6_291_556;

const signals: Readonly<Record<string, string>> = {
  SIGKILL: "killed",
  SIGABRT: "aborted",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
};

/** The payload by which Lambda tells a caller of a failure. */
export function failurePayload(failure: Failure, requestId: string): Uint8Array {
  if (failure.type === "reported") return failure.body;
  return Buffer.from(JSON.stringify(describe(failure, requestId)));
}

/** What Lambda itself logs of a failure. */
export function failureLog(failure: Failure, requestId: string, now: number): string {
  switch (failure.type) {
    case "reported":
      return "";
    case "timed_out":
      return `${new Date(now).toISOString()} ${requestId} Task timed out after ${failure.seconds.toFixed(2)} seconds\n\n`;
    default: {
      const { errorType, errorMessage } = describe(failure, requestId);
      return `${errorMessage}\n${errorType}\n`;
    }
  }
}

function describe(
  failure: Exclude<Failure, { type: "reported" }>,
  requestId: string,
): { errorType: string; errorMessage: string } {
  switch (failure.type) {
    case "timed_out":
      return {
        errorType: "Sandbox.Timedout",
        errorMessage: `RequestId: ${requestId} Error: Task timed out after ${failure.seconds.toFixed(2)} seconds`,
      };
    case "exited":
      return {
        errorType: "Runtime.ExitError",
        errorMessage: `RequestId: ${requestId} Error: Runtime exited ${reasonOf(failure)}`,
      };
    case "too_large":
      return {
        errorMessage: `Response payload size exceeded maximum allowed payload size (${responseLimitBytes} bytes).`,
        errorType: "Function.ResponseSizeTooLarge",
      };
    case "not_runnable":
      return { errorType: "Runtime.NotAvailable", errorMessage: failure.message };
  }
}

function reasonOf(exit: { code: number | null; signal: string | null }): string {
  if (exit.signal) return `with error: signal: ${signals[exit.signal] ?? exit.signal}`;
  return exit.code ? `with error: exit status ${exit.code}` : "without providing a reason";
}
