import { type ChildProcess, spawn } from "node:child_process";
import type { Failure } from "./failure.ts";
import type { Invocation, SandboxTime } from "./function-image.ts";
import type { ProcessLog } from "./process-log.ts";
import type { Report, RuntimeClient, Work } from "./runtime-api.ts";

export interface ProcessPlan {
  readonly program: string;
  readonly parameters: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly log: ProcessLog;
  readonly time: () => SandboxTime;
}

export type Start =
  | { readonly type: "ready" }
  | { readonly type: "slow" }
  | { readonly type: "failed"; readonly failure: Failure };

export type Outcome =
  | { readonly type: "answered"; readonly payload: Uint8Array; readonly maxRssKb: number }
  | { readonly type: "failed"; readonly failure: Failure; readonly maxRssKb: number }
  /** The process ended before it took the call. */
  | { readonly type: "lost" };

interface Running {
  readonly invocation: Invocation;
  readonly resolve: (outcome: Outcome) => void;
  /** Set once the process has taken the call. */
  timer: NodeJS.Timeout | undefined;
}

/** A child that runs one version of a function, one call at a time. */
export class FunctionProcess implements RuntimeClient {
  readonly #plan: ProcessPlan;
  readonly #onExit: () => void;
  readonly #child: ChildProcess;
  #isAlive = true;
  #send: ((work: Work) => void) | undefined;
  #running: Running | undefined;
  #settleStart: ((start: Start) => void) | undefined;

  /** @param onExit called when the process has ended. */
  constructor(plan: ProcessPlan, onExit: () => void) {
    this.#plan = plan;
    this.#onExit = onExit;
    const child = spawn(plan.program, parametersOf(plan), {
      cwd: plan.folder,
      env: { ...plan.environment },
      stdio: "pipe",
    });
    this.#child = child;
    child.stdout.on("data", plan.log.receive);
    child.stderr.on("data", plan.log.receive);
    child.stdin.on("error", () => {});
    child.once("error", ({ message }) => this.#ended({ type: "not_runnable", message }));
    child.once("exit", (code, signal) => {
      this.#isAlive = false;
      // What the process wrote last may still be in the pipes.
      afterClose(child, () => this.#ended({ type: "exited", code, signal }));
    });
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Resolves when the process asks for its first call; `slow` when it has not within the limit. */
  start(limitMs: number): Promise<Start> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settleStart?.({ type: "slow" }), limitMs);
      this.#settleStart = (start) => {
        clearTimeout(timer);
        this.#settleStart = undefined;
        resolve(start);
      };
    });
  }

  run(invocation: Invocation): Promise<Outcome> {
    if (!this.#isAlive) return Promise.resolve({ type: "lost" });
    return new Promise((resolve) => {
      this.#running = { invocation, resolve, timer: undefined };
      this.#dispatch();
    });
  }

  kill(): void {
    this.#isAlive = false;
    this.#child.kill("SIGKILL");
  }

  next(send: (work: Work) => void): void {
    this.#send = send;
    this.#settleStart?.({ type: "ready" });
    this.#dispatch();
  }

  report(report: Report): boolean {
    const call = this.#running;
    if (call?.invocation.requestId !== report.requestId) return false;
    clearTimeout(call.timer);
    this.#running = undefined;
    void this.#plan.log.reached(report.loggedBytes).then(() => call.resolve(outcomeOf(report)));
    return true;
  }

  initFailed(body: Uint8Array): void {
    this.#settleStart?.({ type: "failed", failure: { type: "reported", body } });
    this.kill();
  }

  #dispatch(): void {
    const send = this.#send;
    const running = this.#running;
    // A process may ask for more before its answer to the call in progress has been read.
    if (!send || !running || running.timer) return;
    const { timeoutSeconds, time } = this.#plan;
    running.timer = setTimeout(() => this.#timeOut(), timeoutSeconds * 1000);
    this.#send = undefined;
    send(workOf(running.invocation, timeoutSeconds * 1000, time()));
  }

  #timeOut(): void {
    const failure: Failure = { type: "timed_out", seconds: this.#plan.timeoutSeconds };
    this.#finish({ type: "failed", failure, maxRssKb: 0 });
    this.kill();
  }

  #ended(failure: Failure): void {
    this.#isAlive = false;
    this.#settleStart?.({ type: "failed", failure });
    const wasTaken = this.#running?.timer !== undefined;
    this.#finish(wasTaken ? { type: "failed", failure, maxRssKb: 0 } : { type: "lost" });
    this.#onExit();
  }

  #finish(outcome: Outcome): void {
    const call = this.#running;
    this.#running = undefined;
    clearTimeout(call?.timer);
    call?.resolve(outcome);
  }
}

function parametersOf(plan: ProcessPlan): string[] {
  const { now, speed } = plan.time();
  return [...plan.parameters, String(now), String(speed)];
}

function afterClose(child: ChildProcess, then: () => void): void {
  const timer = setTimeout(done, 100);
  child.once("close", done);
  function done(): void {
    clearTimeout(timer);
    child.off("close", done);
    then();
  }
}

function outcomeOf({ isError, body, maxRssKb }: Report): Outcome {
  if (!body) return { type: "failed", failure: { type: "too_large" }, maxRssKb };
  if (isError) return { type: "failed", failure: { type: "reported", body }, maxRssKb };
  return { type: "answered", payload: body, maxRssKb };
}

function workOf(invocation: Invocation, timeoutMs: number, time: SandboxTime): Work {
  const { requestId, invokedArn, clientContext, payload } = invocation;
  // Time-outs are real, and so is the deadline.
  const deadline = Math.floor(performance.timeOrigin + performance.now() + timeoutMs);
  const root = `1-${Math.floor(time.now / 1000).toString(16)}-${requestId.replaceAll("-", "").slice(0, 24)}`;
  const headers: Record<string, string> = {
    "Lambda-Runtime-Aws-Request-Id": requestId,
    "Lambda-Runtime-Deadline-Ms": String(deadline),
    "Lambda-Runtime-Invoked-Function-Arn": invokedArn,
    "Lambda-Runtime-Trace-Id": `Root=${root};Parent=${requestId.replaceAll("-", "").slice(-16)};Sampled=0`,
    "Sandbox-Now": String(time.now),
    "Sandbox-Speed": String(time.speed),
  };
  if (clientContext) headers["Lambda-Runtime-Client-Context"] = clientContext;
  return { headers, payload };
}
