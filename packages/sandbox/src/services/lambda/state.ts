import type { CreateFunctionRequest } from "@aws-sdk/client-lambda";
import type { Timer } from "../../kernel/clock.ts";
import type { Cloud } from "../../kernel/cloud.ts";
import type { Scoped } from "../../kernel/scoped.ts";
import type { Scope } from "../../kernel/service.ts";
import type { FunctionImage } from "../../runtime/function-image.ts";
import type { Runner } from "../../runtime/runner.ts";
import type { Mapping } from "./event-source/mapping.ts";
import type { LogStore } from "./log-store.ts";

/** What the operations of the service work on. */
export interface Lambda {
  readonly cloud: Cloud;
  readonly states: Scoped<LambdaState>;
  readonly runner: Runner;
  readonly logs: LogStore;
  /** Goes up with each reset, so that what was begun before does nothing after. */
  generation: number;
  images: number;
}

export interface LambdaState {
  readonly scope: Scope;
  readonly functions: Map<string, LambdaFunction>;
  /** By UUID. */
  readonly mappings: Map<string, Mapping>;
  /** Executions in progress. */
  running: number;
}

export interface LambdaFunction {
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  /** `$LATEST` as it is configured. */
  latest: Revision;
  /** What `$LATEST` runs: older than `latest` while an update is in progress. */
  serving: FunctionImage;
  /** Published ones, by number, oldest first. */
  readonly versions: Map<string, Revision>;
  /** The highest number ever given. */
  lastVersion: number;
  /** The newest version with what `$LATEST` was when it was made. */
  published: { readonly version: string; readonly fingerprint: string } | undefined;
  readonly aliases: Map<string, Alias>;
  /** Statements by id, by qualifier (`""` for the function itself). */
  readonly policies: Map<string, Map<string, Statement>>;
  readonly tags: Map<string, string>;
  reservedConcurrency: number | undefined;
  running: number;
  /** Ends the creation or the update that is in progress. */
  transition: Timer | undefined;
}

/** `$LATEST` or a published version. */
export interface Revision {
  readonly version: string;
  readonly settings: FunctionSettings;
  readonly code: CodePackage;
  readonly image: FunctionImage;
  /** ms since the epoch. */
  readonly lastModified: number;
  revisionId: string;
  state: "Pending" | "Active";
  update: "InProgress" | "Successful" | undefined;
}

/** What UpdateFunctionConfiguration may change, and the instruction set. */
export type FunctionSettings = Pick<
  CreateFunctionRequest,
  | "Description"
  | "Runtime"
  | "Role"
  | "Handler"
  | "Timeout"
  | "MemorySize"
  | "VpcConfig"
  | "DeadLetterConfig"
  | "Environment"
  | "KMSKeyArn"
  | "TracingConfig"
  | "Layers"
  | "FileSystemConfigs"
  | "EphemeralStorage"
  | "SnapStart"
  | "LoggingConfig"
  | "Architectures"
>;

export interface CodePackage {
  /** Base64. */
  readonly sha256: string;
  readonly zip: Uint8Array;
}

export interface Alias {
  readonly name: string;
  readonly description: string;
  readonly functionVersion: string;
  /** Fraction of the calls by version; empty where all go to `functionVersion`. */
  readonly weights: Readonly<Record<string, number>>;
  readonly revisionId: string;
}

export type Statement = Readonly<Record<string, unknown>>;

export function createLambdaState(scope: Scope): LambdaState {
  return { scope, functions: new Map(), mappings: new Map(), running: 0 };
}

/** Runs `task` after `ms`, unless the service was reset meanwhile. */
export function after(lambda: Lambda, ms: number, task: () => unknown): Timer {
  const { generation } = lambda;
  return lambda.cloud.clock.after(ms, () =>
    lambda.generation === generation ? task() : undefined,
  );
}
