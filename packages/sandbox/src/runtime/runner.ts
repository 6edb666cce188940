import { createCodeFolders } from "./code-folder.ts";
import { type Failure, failureLog, failurePayload } from "./failure.ts";
import type { FunctionImage, Invocation, InvocationResult } from "./function-image.ts";
import { createLauncher, type LauncherOptions } from "./launcher.ts";
import { type PoolLimits, ProcessPool, runOn, type Worker } from "./process-pool.ts";
import { createRuntimeApi } from "./runtime-api.ts";

export interface RunnerOptions extends Omit<LauncherOptions, "folders" | "api"> {
  readonly limits?: Partial<PoolLimits>;
}

/** Runs functions in processes of their own. */
export interface Runner {
  /** Never rejects: whatever goes wrong is the function's error. */
  run(image: FunctionImage, invocation: Invocation): Promise<InvocationResult>;
  /** No call of that image will come any more. */
  retire(imageId: string): void;
  /** Number of live processes. */
  size(): number;
  /** Ends all processes and removes what was unpacked. The next call begins anew. */
  stop(): void;
}

const defaultLimits: PoolLimits = { processes: 24, starts: 4, idleMs: 300_000 };

export function createRunner(options: RunnerOptions): Runner {
  let machine: Machine | undefined;

  function open(): Machine {
    machine ??= startMachine(options);
    return machine;
  }

  return {
    run: (image, invocation) => run(open().pool, options, image, invocation),
    retire: (imageId) => machine?.pool.retire(imageId),
    size: () => machine?.pool.size ?? 0,
    stop() {
      machine?.stop();
      machine = undefined;
    },
  };
}

interface Machine {
  readonly pool: ProcessPool;
  stop(): void;
}

function startMachine(options: RunnerOptions): Machine {
  const folders = createCodeFolders();
  const api = createRuntimeApi();
  const limits = { ...defaultLimits, ...options.limits };
  const pool = new ProcessPool(createLauncher({ ...options, folders, api }), limits);
  function stop(): void {
    process.off("exit", stop);
    pool.stop();
    api.close();
    folders.remove();
  }
  process.once("exit", stop);
  return { pool, stop };
}

async function run(
  pool: ProcessPool,
  options: RunnerOptions,
  image: FunctionImage,
  invocation: Invocation,
): Promise<InvocationResult> {
  const { requestId } = invocation;
  let startedAt = performance.now();
  const ran = await runOn(pool, image, invocation, ({ log }) => {
    log.begin();
    log.write(`START RequestId: ${requestId} Version: ${image.version}\n`);
    startedAt = performance.now();
  });
  const durationMs = performance.now() - startedAt;
  if (ran.type === "failed") return failed(ran.failure, requestId, durationMs, ran.log);
  const { worker, outcome } = ran;
  if (outcome.type === "failed") {
    worker.log.write(failureLog(outcome.failure, requestId, options.time().now));
  }
  worker.log.write(reportOf(image, requestId, durationMs, worker, outcome.maxRssKb));
  worker.initMs = undefined;
  const log = worker.log.tail();
  pool.release(image, worker);
  if (outcome.type === "failed") return failed(outcome.failure, requestId, durationMs, log);
  return { payload: outcome.payload, functionError: undefined, durationMs, log };
}

function failed(
  failure: Failure,
  requestId: string,
  durationMs: number,
  log: string,
): InvocationResult {
  const payload = failurePayload(failure, requestId);
  return { payload, functionError: "Unhandled", durationMs, log };
}

function reportOf(
  image: FunctionImage,
  requestId: string,
  durationMs: number,
  { initMs }: Worker,
  maxRssKb: number,
): string {
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs + (initMs ?? 0))} ms`,
    `Memory Size: ${image.memoryMb} MB`,
    `Max Memory Used: ${Math.min(image.memoryMb, Math.ceil(maxRssKb / 1024))} MB`,
  ];
  if (initMs !== undefined) parts.push(`Init Duration: ${initMs.toFixed(2)} ms`);
  return `END RequestId: ${requestId}\n${parts.join("\t")}\t\n`;
}
