import type { CodeFolders } from "./code-folder.ts";
import { type Command, commandOf } from "./command.ts";
import { machinePath } from "./config.ts";
import { environmentOf } from "./environment.ts";
import type { FunctionImage, SandboxTime } from "./function-image.ts";
import { FunctionProcess } from "./function-process.ts";
import { createProcessLog } from "./process-log.ts";
import type { Launch, Launcher, Worker } from "./process-pool.ts";
import type { RuntimeApi } from "./runtime-api.ts";

export interface LauncherOptions {
  /** Where functions find the sandbox. */
  readonly endpoint: { readonly url: string };
  readonly time: () => SandboxTime;
  /** `length` random hexadecimal digits. */
  readonly hex: (length: number) => string;
  /** Takes what is logged, line by line. */
  readonly log: (image: FunctionImage, logStream: string, line: string) => void;
  readonly folders: CodeFolders;
  readonly api: RuntimeApi;
}

type Runnable = Extract<Command, { type: "runnable" }>;

/** A process that has not asked for work by then is started once more. */
const initLimitMs = 10_000;

export function createLauncher(options: LauncherOptions): Launcher {
  const { api, folders } = options;
  let processes = 0;

  function spawn(
    image: FunctionImage,
    command: Runnable,
    address: string,
    onExit: (worker: Worker) => void,
  ): Worker {
    const path = `p${++processes}`;
    const logStream = logStreamOf(image, options);
    const log = createProcessLog((line) => options.log(image, logStream, line));
    const folder = folders.of(image.code);
    const environment = environmentOf(image, {
      runtimeApi: `${address}/${path}`,
      taskRoot: folder,
      runtimeRoot: folders.root(),
      logStream,
      endpoint: options.endpoint.url,
      path: machinePath(),
    });
    const { program, parameters } = command;
    const { timeoutSeconds } = image;
    const { time } = options;
    const process = new FunctionProcess(
      { program, parameters, folder, environment, timeoutSeconds, log, time },
      () => {
        api.detach(path);
        onExit(worker);
      },
    );
    const worker: Worker = { process, log, initMs: undefined };
    api.attach(path, process);
    return worker;
  }

  /** `undefined` where the process was too slow to start. */
  async function attempt(worker: Worker, limitMs: number): Promise<Launch | undefined> {
    const startedAt = performance.now();
    const start = await worker.process.start(limitMs);
    if (start.type === "ready") {
      worker.initMs = performance.now() - startedAt;
      return { type: "ready", worker };
    }
    worker.process.kill();
    if (start.type === "slow") return undefined;
    return { type: "failed", failure: start.failure, log: worker.log.tail() };
  }

  return async (image, onExit) => {
    try {
      const command = await commandOf(image);
      if (command.type === "not_runnable") return { type: "failed", failure: command, log: "" };
      const address = await api.address();
      const start = (limitMs: number) => attempt(spawn(image, command, address, onExit), limitMs);
      // Lambda's second try is part of the call, and so under the function's own time limit.
      const launch = (await start(initLimitMs)) ?? (await start(image.timeoutSeconds * 1000));
      if (launch) return launch;
      const failure = { type: "timed_out", seconds: image.timeoutSeconds } as const;
      return { type: "failed", failure, log: "" };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { type: "failed", failure: { type: "not_runnable", message }, log: "" };
    }
  };
}

/** `2026/01/01/[VERSION]` and 32 hexadecimal digits. */
function logStreamOf({ version }: FunctionImage, { time, hex }: LauncherOptions): string {
  const day = new Date(time().now).toISOString().slice(0, 10).replaceAll("-", "/");
  return `${day}/[${version}]${hex(32)}`;
}
