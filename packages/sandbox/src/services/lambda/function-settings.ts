import { type CreateFunctionRequest, Runtime } from "@aws-sdk/client-lambda";
import { check, length, oneOf, pattern, range } from "./constraint.ts";
import { invalidParameter } from "./errors.ts";
import type { FunctionSettings } from "./state.ts";

const rolePattern = "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+";
const environmentBytesMax = 4096;

/** Names that only Lambda itself may set. */
const reservedVariables = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SECRET_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
  "TZ",
]);

const defaults = {
  Description: "",
  Timeout: 3,
  MemorySize: 128,
  TracingConfig: { Mode: "PassThrough" },
  EphemeralStorage: { Size: 512 },
  SnapStart: { ApplyOn: "None" },
  Architectures: ["x86_64"],
} as const;

const names = [
  "Description",
  "Runtime",
  "Role",
  "Handler",
  "Timeout",
  "MemorySize",
  "VpcConfig",
  "DeadLetterConfig",
  "Environment",
  "KMSKeyArn",
  "TracingConfig",
  "Layers",
  "FileSystemConfigs",
  "EphemeralStorage",
  "SnapStart",
  "LoggingConfig",
  "Architectures",
] as const satisfies readonly (keyof FunctionSettings)[];

type Change = Partial<Pick<CreateFunctionRequest, (typeof names)[number]>>;

/** Settings of a new function. Throws AwsError where they are not allowed. */
export function newSettings(input: CreateFunctionRequest): FunctionSettings {
  checkSettings(input);
  const settings = merge(
    { ...defaults, Architectures: [...defaults.Architectures], Role: input.Role },
    input,
  );
  if (!settings.Runtime || !settings.Handler) {
    throw invalidParameter(
      "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
    );
  }
  return settings;
}

/** `settings` with what `change` names. Throws AwsError where that is not allowed. */
export function changedSettings(settings: FunctionSettings, change: Change): FunctionSettings {
  checkSettings(change);
  return merge(settings, change);
}

function merge(settings: FunctionSettings, change: Change): FunctionSettings {
  const given = names.flatMap((name) =>
    change[name] === undefined ? [] : [[name, change[name]] as const],
  );
  return { ...settings, ...Object.fromEntries(given) };
}

function checkSettings(change: Change): void {
  check(
    range("memorySize", change.MemorySize, 128, 10_240),
    range("timeout", change.Timeout, 1, 900),
    range("ephemeralStorage.size", change.EphemeralStorage?.Size, 512, 10_240),
    length("description", change.Description, 0, 256),
    length("handler", change.Handler, 0, 128) ?? pattern("handler", change.Handler, "[^\\s]+"),
    pattern("role", change.Role, rolePattern),
    oneOf("runtime", change.Runtime, Object.values(Runtime)),
  );
  checkVariables(change.Environment?.Variables ?? {});
}

function checkVariables(variables: Record<string, string>): void {
  const reserved = Object.keys(variables).filter((name) => reservedVariables.has(name));
  const unable =
    "Lambda was unable to configure your environment variables because the environment variables you have provided";
  if (reserved.length > 0) {
    throw invalidParameter(
      `${unable} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(", ")}`,
    );
  }
  const text = JSON.stringify(variables);
  if (Buffer.byteLength(text) <= environmentBytesMax) return;
  throw invalidParameter(`${unable} exceeded the 4KB limit. String measured: ${text}`);
}
