import type { Random } from "../../kernel/random.ts";
import { type Fault, lambdaFault } from "./faults.ts";
import type { EventName } from "./lifecycle.ts";
import type { CodeDeploy, Deployment } from "./state.ts";

/**
 * Invokes the hook of an event. It is told two ids and nothing else, and its return value counts for
 * nothing: only its report does. Returns why Lambda refused.
 */
export function callHook(
  service: CodeDeploy,
  deployment: Deployment,
  event: EventName,
  functionRef: string,
): Fault | undefined {
  const executionId = createExecutionId(service.cloud.random);
  deployment.hookExecutions.set(executionId, event);
  const payload = JSON.stringify({
    DeploymentId: deployment.id,
    LifecycleEventHookExecutionId: executionId,
  });
  try {
    const bytes = new TextEncoder().encode(payload);
    service.cloud.doors.lambda.invokeAsync(deployment.scope, functionRef, bytes);
    return undefined;
  } catch (error) {
    return lambdaFault(error);
  }
}

/** Opaque to its holder; only the way that it begins is known. */
function createExecutionId(random: Random): string {
  const token = {
    encryptedData: Buffer.from(random.hex(96), "hex").toString("base64"),
    ivParameterSpec: Buffer.from(random.hex(24), "hex").toString("base64"),
    materialSetSerial: 1,
  };
  return Buffer.from(JSON.stringify(token)).toString("base64");
}
