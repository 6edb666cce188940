import type { Invocation, InvocationResult } from "../../runtime/function-image.ts";
import { stillPending, throttled } from "./errors.ts";
import type { InvokeTarget } from "./invoke-target.ts";
import { recordExecution, recordThrottle } from "./metrics.ts";
import type { Lambda } from "./state.ts";

/**
 * Runs a function and records its metrics. What goes wrong inside the function is in the result;
 * throws AwsError where the call is refused.
 */
export async function execute(
  lambda: Lambda,
  target: InvokeTarget,
  call: Omit<Invocation, "invokedArn">,
): Promise<InvocationResult> {
  const { fn, image, invokedArn } = target;
  const { clock } = lambda.cloud;
  const state = lambda.states.of(fn.scope);
  if (fn.latest.state === "Pending") throw stillPending();
  admit(lambda, target, state.running);
  const at = clock.now();
  const running = { fn: ++fn.running, account: ++state.running };
  let result: InvocationResult;
  try {
    result = await clock.track(lambda.runner.run(image, { ...call, invokedArn }));
  } finally {
    fn.running--;
    state.running--;
  }
  recordExecution(lambda, target, { at, running, result });
  return result;
}

function admit(lambda: Lambda, target: InvokeTarget, accountRunning: number): void {
  const { fn } = target;
  const { lambdaConcurrentExecutions } = lambda.cloud.settings;
  const { reservedConcurrency: limit } = fn;
  if (limit !== undefined && fn.running >= limit) {
    recordThrottle(lambda, target);
    throw throttled("ReservedFunctionConcurrentInvocationLimitExceeded");
  }
  if (accountRunning >= lambdaConcurrentExecutions) {
    recordThrottle(lambda, target);
    throw throttled("ConcurrentInvocationLimitExceeded");
  }
}
