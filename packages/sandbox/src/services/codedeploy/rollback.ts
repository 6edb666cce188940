import type { AutoRollbackConfiguration, AutoRollbackEvent } from "@aws-sdk/client-codedeploy";
import type { LambdaAppSpec } from "./appspec.ts";
import type { Ending } from "./deployment-life.ts";

/** Name of the configuration of every roll-back, whatever the group says. */
export const rollbackConfigName = "CodeDeployDefault.LambdaAllAtOnce";

/** Whether a deployment that ended so is followed by a roll-back deployment. */
export function isRolledBack(ending: Ending, configuration: AutoRollbackConfiguration): boolean {
  switch (ending.type) {
    case "succeeded":
      return false;
    case "failed":
      return includes(configuration, "DEPLOYMENT_FAILURE");
    case "alarm":
      return includes(configuration, "DEPLOYMENT_STOP_ON_ALARM");
    case "stop_request":
      return ending.rollBack ?? includes(configuration, "DEPLOYMENT_STOP_ON_REQUEST");
  }
}

/** The versions change places, and no hook is called. */
export function reverseAppSpec(spec: LambdaAppSpec): LambdaAppSpec {
  return {
    ...spec,
    currentVersion: spec.targetVersion,
    targetVersion: spec.currentVersion,
    hooks: {},
  };
}

/** `rollbackMessage` of the deployment that is rolled back. */
export function rolledBackMessage(stoppedId: string, rollbackId: string): string {
  return `Deployment ${stoppedId} terminated. Automatic rollback is triggered with a DeploymentId ${rollbackId}.`;
}

/** `rollbackMessage` of the roll-back itself. */
export function rollbackMessage(stoppedId: string, rollbackId: string): string {
  return `Deployment ${rollbackId} is triggered to roll back deployment ${stoppedId}.`;
}

function includes(configuration: AutoRollbackConfiguration, event: AutoRollbackEvent): boolean {
  return configuration.enabled === true && (configuration.events ?? []).includes(event);
}
