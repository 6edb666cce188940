import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import { unzipSync } from "fflate";
import type { CodeArchive } from "./function-image.ts";

/** Unpacked code, one folder per archive, below a temporary folder of its own. */
export interface CodeFolders {
  /** What stands in for Lambda's own runtime folder. */
  root(): string;
  of(code: CodeArchive): string;
  remove(): void;
}

export function createCodeFolders(): CodeFolders {
  const folders = new Map<string, string>();
  let root: string | undefined;
  let isRemoved = false;

  function open(): string {
    if (isRemoved) throw new Error("the sandbox was stopped");
    root ??= createRoot();
    return root;
  }

  function unpack(code: CodeArchive): string {
    const folder = join(open(), `code-${folders.size}`);
    mkdirSync(folder);
    for (const [name, content] of Object.entries(unzipSync(code.zip))) {
      const file = resolve(folder, name);
      if (name.endsWith("/") || !file.startsWith(folder + sep)) continue;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content, { mode: 0o755 });
    }
    return folder;
  }

  return {
    root: open,
    of(code) {
      const known = folders.get(code.sha256);
      if (known) return known;
      const folder = unpack(code);
      folders.set(code.sha256, folder);
      return folder;
    },
    remove() {
      if (root) rmSync(root, { recursive: true, force: true });
      isRemoved = true;
    },
  };
}

/** Lambda's Node runtimes carry the AWS SDK, so functions find the one installed here. */
function createRoot(): string {
  const root = mkdtempSync(join(tmpdir(), "sandbox-lambda-"));
  const entry = createRequire(import.meta.url).resolve("@aws-sdk/client-lambda");
  const modules = entry.slice(0, entry.lastIndexOf(`${sep}@aws-sdk${sep}`));
  mkdirSync(join(root, "node_modules"));
  for (const name of ["@aws-sdk", "@smithy"]) {
    const target = join(modules, name);
    if (existsSync(target)) symlinkSync(target, join(root, "node_modules", name), "dir");
  }
  return root;
}
