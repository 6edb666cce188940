/** One version of a function, with everything that its processes depend on. It never changes. */
export interface FunctionImage {
  /** Processes are never shared between images. */
  readonly id: string;
  readonly functionName: string;
  readonly version: string;
  readonly account: string;
  readonly region: string;
  /** For example `nodejs20.x` or `python3.12`. */
  readonly runtime: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly code: CodeArchive;
  /** The function's own environment variables. */
  readonly variables: Readonly<Record<string, string>>;
  readonly logGroup: string;
}

export interface CodeArchive {
  readonly sha256: string;
  readonly zip: Uint8Array;
}

/** One call of a function. */
export interface Invocation {
  readonly requestId: string;
  readonly payload: Uint8Array;
  /** With the qualifier by which the caller named the function. */
  readonly invokedArn: string;
  /** JSON, as the function sees it. */
  readonly clientContext?: string | undefined;
}

export interface InvocationResult {
  readonly payload: Uint8Array;
  readonly functionError: "Unhandled" | undefined;
  /** Without the time that the process took to start. */
  readonly durationMs: number;
  /** The end of what was logged during the call. */
  readonly log: string;
}

/** Sandbox time, and how fast it runs in real time (0: it stands still). */
export interface SandboxTime {
  readonly now: number;
  readonly speed: number;
}
