import type {
  Concurrency,
  DeleteFunctionConcurrencyRequest,
  GetAccountSettingsResponse,
  GetFunctionConcurrencyRequest,
  GetFunctionConcurrencyResponse,
  PutFunctionConcurrencyRequest,
} from "@aws-sdk/client-lambda";
import type { Call } from "../../../kernel/service.ts";
import { check, range } from "../constraint.ts";
import { invalidParameter } from "../errors.ts";
import { locate } from "../lookup.ts";
import type { Lambda, LambdaFunction, LambdaState } from "../state.ts";

/** What must be left to functions that reserve nothing. */
const unreservedMin = 100;

export function putFunctionConcurrency(
  lambda: Lambda,
  call: Call,
  input: PutFunctionConcurrencyRequest,
): Concurrency {
  const limit = input.ReservedConcurrentExecutions ?? 0;
  check(range("reservedConcurrentExecutions", limit, 0, Number.MAX_SAFE_INTEGER));
  const fn = whole(lambda, call, input.FunctionName);
  const others = unreserved(lambda, lambda.states.of(fn.scope)) + (fn.reservedConcurrency ?? 0);
  if (others - limit < unreservedMin) {
    throw invalidParameter(
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreservedMin}].`,
    );
  }
  fn.reservedConcurrency = limit;
  return { ReservedConcurrentExecutions: limit };
}

export function getFunctionConcurrency(
  lambda: Lambda,
  call: Call,
  input: GetFunctionConcurrencyRequest,
): GetFunctionConcurrencyResponse {
  const { reservedConcurrency } = whole(lambda, call, input.FunctionName);
  return reservedConcurrency === undefined
    ? {}
    : { ReservedConcurrentExecutions: reservedConcurrency };
}

export function deleteFunctionConcurrency(
  lambda: Lambda,
  call: Call,
  input: DeleteFunctionConcurrencyRequest,
): object {
  whole(lambda, call, input.FunctionName).reservedConcurrency = undefined;
  return {};
}

export function getAccountSettings(lambda: Lambda, call: Call): GetAccountSettingsResponse {
  const state = lambda.states.of(call.scope);
  const functions = [...state.functions.values()];
  const revisions = functions.flatMap((fn) => [fn.latest, ...fn.versions.values()]);
  return {
    AccountLimit: {
      TotalCodeSize: 80_530_636_800,
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: lambda.cloud.settings.lambdaConcurrentExecutions,
      UnreservedConcurrentExecutions: unreserved(lambda, state),
    },
    AccountUsage: {
      TotalCodeSize: revisions.reduce((size, { code }) => size + code.zip.length, 0),
      FunctionCount: functions.length,
    },
  };
}

/** How many executions are left to functions that reserve none. */
export function unreserved(lambda: Lambda, { functions }: LambdaState): number {
  const { lambdaConcurrentExecutions } = lambda.cloud.settings;
  let reserved = 0;
  for (const fn of functions.values()) reserved += fn.reservedConcurrency ?? 0;
  return lambdaConcurrentExecutions - reserved;
}

function whole(lambda: Lambda, call: Call, functionName: string | undefined): LambdaFunction {
  const { fn, reference } = locate(lambda, call.scope, functionName);
  if (reference.qualifier === undefined) return fn;
  throw invalidParameter(
    "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.",
  );
}
