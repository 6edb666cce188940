/** One call that the sandbox answered. */
export interface LoggedRequest {
  /** Sandbox time, ISO-8601. */
  readonly at: string;
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly status: number;
}

/** The newest calls, for assertions. */
export interface RequestLog {
  add(request: LoggedRequest): void;
  /** Oldest first. */
  list(): readonly LoggedRequest[];
  clear(): void;
}

export function createRequestLog(size = 20_000): RequestLog {
  let requests: LoggedRequest[] = [];
  return {
    add(request) {
      requests.push(request);
      if (requests.length > 2 * size) requests = requests.slice(-size);
    },
    list: () => requests.slice(-size),
    clear() {
      requests = [];
    },
  };
}
