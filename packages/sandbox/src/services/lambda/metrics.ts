import type { InvocationResult } from "../../runtime/function-image.ts";
import type { InvokeTarget } from "./invoke-target.ts";
import type { Lambda } from "./state.ts";

interface Execution {
  /** Start of the execution, ms since the epoch: a long one reports into an old minute. */
  readonly at: number;
  /** Executions in progress at its start, with itself. */
  readonly running: { readonly fn: number; readonly account: number };
  readonly result: InvocationResult;
}

/** The metrics of one execution. Errors is 0 for a success, so that it counts the executions too. */
export function recordExecution(lambda: Lambda, target: InvokeTarget, execution: Execution): void {
  const { at, running, result } = execution;
  for (const dimensions of dimensionsOf(target)) {
    const record = (name: string, value: number, unit = "Count") =>
      lambda.cloud.doors.cloudwatch.record(target.fn.scope, {
        namespace: "AWS/Lambda",
        name,
        dimensions,
        value,
        unit,
        at,
      });
    record("Invocations", 1);
    record("Errors", result.functionError ? 1 : 0);
    record("Duration", result.durationMs, "Milliseconds");
    const isAccount = Object.keys(dimensions).length === 0;
    record("ConcurrentExecutions", isAccount ? running.account : running.fn);
  }
}

/** A call that was refused is no invocation. */
export function recordThrottle(lambda: Lambda, target: InvokeTarget): void {
  const at = lambda.cloud.clock.now();
  for (const dimensions of dimensionsOf({ ...target, isAlias: false })) {
    lambda.cloud.doors.cloudwatch.record(target.fn.scope, {
      namespace: "AWS/Lambda",
      name: "Throttles",
      dimensions,
      value: 1,
      unit: "Count",
      at,
    });
  }
}

/** Each set is a time series of its own; which version ran is told for calls by alias only. */
function dimensionsOf({
  fn,
  resource,
  image,
  isAlias,
}: InvokeTarget): readonly Readonly<Record<string, string>>[] {
  const byFunction = { FunctionName: fn.name };
  const byResource = { ...byFunction, Resource: resource };
  const sets = [{}, byFunction, byResource];
  return isAlias ? [...sets, { ...byResource, ExecutedVersion: image.version }] : sets;
}
