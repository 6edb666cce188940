import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { FunctionImage } from "./function-image.ts";

const nodeBootstrap = fileURLToPath(new URL("./bootstrap.mjs", import.meta.url));
const pythonBootstrap = fileURLToPath(new URL("./bootstrap.py", import.meta.url));

export type Command =
  | { readonly type: "runnable"; readonly program: string; readonly parameters: readonly string[] }
  | { readonly type: "not_runnable"; readonly message: string };

let python: Promise<string | undefined> | undefined;

/** How this machine runs a function of that runtime: any Node runtime by its own Node. */
export async function commandOf(image: FunctionImage): Promise<Command> {
  const { runtime, memoryMb } = image;
  if (runtime.startsWith("nodejs")) {
    // Lambda leaves a tenth of the memory to what is not heap.
    const heapMb = Math.floor(memoryMb * 0.9);
    const parameters = [`--max-old-space-size=${heapMb}`, nodeBootstrap];
    return { type: "runnable", program: process.execPath, parameters };
  }
  if (!runtime.startsWith("python")) {
    return notRunnable(runtime, "it runs Node.js and Python functions only");
  }
  python ??= findPython();
  const program = await python;
  if (!program) return notRunnable(runtime, "there is no python3 on this machine");
  return { type: "runnable", program, parameters: ["-u", pythonBootstrap] };
}

function notRunnable(runtime: string, reason: string): Command {
  return { type: "not_runnable", message: `The sandbox cannot run ${runtime}: ${reason}.` };
}

/** The interpreter itself: a version manager's shim would need more of the machine's environment. */
async function findPython(): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)("python3", [
      "-c",
      "import sys; print(sys.executable)",
    ]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
