import type {
  ContinueDeploymentInput,
  PutLifecycleEventHookExecutionStatusInput,
  PutLifecycleEventHookExecutionStatusOutput,
  StopDeploymentInput,
  StopDeploymentOutput,
} from "@aws-sdk/client-codedeploy";
import type { Call } from "../../../kernel/service.ts";
import { awaitsHook } from "../deployment-machine.ts";
import { deploymentOf } from "../lookup.ts";
import { refusal } from "../refusals.ts";
import { send } from "../runner.ts";
import { type CodeDeploy, hasEnded } from "../state.ts";

/** The deployment is stopped a moment later: `Pending` at first, `Succeeded` when asked again. */
export function stopDeployment(
  service: CodeDeploy,
  call: Call,
  input: StopDeploymentInput,
): StopDeploymentOutput {
  const deployment = deploymentOf(service, call.scope, input.deploymentId);
  if (hasEnded(deployment)) {
    const message = `The deployment ${deployment.id} has already completed`;
    throw refusal("DeploymentAlreadyCompleted", message);
  }
  const { clock, settings } = service.cloud;
  const isFirst = send(service, deployment, {
    type: "stop_requested",
    rollBack: input.autoRollbackEnabled,
    effectiveAt: clock.now() + settings.codedeployStopSeconds * 1000,
  });
  return {
    status: isFirst ? "Pending" : "Succeeded",
    statusMessage: "No more commands will be scheduled for execution in the deployment instances",
  };
}

/** Only deployments to servers and ECS wait for it. */
export function continueDeployment(
  service: CodeDeploy,
  call: Call,
  input: ContinueDeploymentInput,
): object {
  const deployment = deploymentOf(service, call.scope, input.deploymentId);
  if (hasEnded(deployment)) {
    const message = `The deployment ${deployment.id} has already completed`;
    throw refusal("DeploymentAlreadyCompleted", message);
  }
  const message = "A Lambda deployment cannot be continued: it does not wait.";
  throw refusal("UnsupportedActionForDeploymentType", message);
}

export function putLifecycleEventHookExecutionStatus(
  service: CodeDeploy,
  call: Call,
  input: PutLifecycleEventHookExecutionStatusInput,
): PutLifecycleEventHookExecutionStatusOutput {
  const { lifecycleEventHookExecutionId = "", status } = input;
  if (status !== "Succeeded" && status !== "Failed") {
    const message = "The result of a lifecycle event hook can only be Succeeded or Failed.";
    throw refusal("InvalidLifecycleEventHookExecutionStatus", message);
  }
  const deployment = deploymentOf(service, call.scope, input.deploymentId);
  const event = deployment.hookExecutions.get(lifecycleEventHookExecutionId);
  if (!event) {
    const message = "A lifecycle event hook is invalid: this execution id is not known.";
    throw refusal("InvalidLifecycleEventHookExecutionId", message);
  }
  if (!awaitsHook(deployment.life, event)) {
    const message =
      "An attempt to return the status of an already completed lifecycle event occurred.";
    throw refusal("LifecycleEventAlreadyCompleted", message);
  }
  send(service, deployment, {
    type: "hook_reported",
    event,
    hasSucceeded: status === "Succeeded",
  });
  return { lifecycleEventHookExecutionId };
}
