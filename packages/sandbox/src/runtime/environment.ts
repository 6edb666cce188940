import type { FunctionImage } from "./function-image.ts";

export interface ProcessPlace {
  /** Host, port and path of the Runtime API. */
  readonly runtimeApi: string;
  readonly taskRoot: string;
  readonly runtimeRoot: string;
  readonly logStream: string;
  readonly endpoint: string;
  readonly path: string;
}

/** All that a function's process finds in its environment; nothing of the sandbox's own leaks in. */
export function environmentOf(image: FunctionImage, place: ProcessPlace): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: place.endpoint,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    PATH: place.path,
    NODE_PATH: `${place.runtimeRoot}/node_modules`,
    ...image.variables,
    _HANDLER: image.handler,
    AWS_REGION: image.region,
    AWS_DEFAULT_REGION: image.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${image.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: image.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: image.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(image.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: image.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: place.logStream,
    // The sandbox reads the account of a caller from its access key id.
    AWS_ACCESS_KEY_ID: image.account,
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_SESSION_TOKEN: "sandbox",
    AWS_LAMBDA_RUNTIME_API: place.runtimeApi,
    LAMBDA_TASK_ROOT: place.taskRoot,
    LAMBDA_RUNTIME_DIR: place.runtimeRoot,
  };
}
