import type {
  DeploymentInfo,
  DeploymentOverview,
  DeploymentStatus,
  LastDeploymentInfo,
  RollbackInfo,
} from "@aws-sdk/client-codedeploy";
import type { Life } from "./deployment-life.ts";
import { withoutContent } from "./revision.ts";
import { rollbackMessage, rolledBackMessage } from "./rollback.ts";
import type { Deployment } from "./state.ts";

export function statusOf(life: Life): DeploymentStatus {
  if (life.phase === "created") return "Created";
  if (life.phase === "stopping") return life.startedAt === undefined ? "Created" : "InProgress";
  if (life.phase !== "ended") return "InProgress";
  if (life.ending.type === "succeeded") return "Succeeded";
  return life.ending.type === "failed" ? "Failed" : "Stopped";
}

export function deploymentInfo(deployment: Deployment): DeploymentInfo {
  const { life, previousRevision, rollsBack } = deployment;
  const startedAt = life.phase === "created" ? undefined : life.startedAt;
  return {
    applicationName: deployment.application.name,
    deploymentGroupName: deployment.group.name,
    deploymentConfigName: deployment.configName,
    deploymentId: deployment.id,
    previousRevision: previousRevision && withoutContent(previousRevision),
    revision: withoutContent(deployment.revision),
    status: statusOf(life),
    errorInformation: errorOf(life),
    createTime: new Date(deployment.createdAt),
    startTime: startedAt === undefined ? undefined : new Date(startedAt),
    completeTime: life.phase === "ended" ? new Date(life.completedAt) : undefined,
    deploymentOverview: overviewOf(life),
    description: deployment.description,
    creator: rollsBack ? "codeDeployRollback" : "user",
    ignoreApplicationStopFailures: false,
    autoRollbackConfiguration: deployment.autoRollback,
    updateOutdatedInstancesOnly: false,
    rollbackInfo: rollbackInfoOf(deployment),
    deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
    instanceTerminationWaitTimeStarted: false,
    fileExistsBehavior: "DISALLOW",
    deploymentStatusMessages: [],
    computePlatform: deployment.application.computePlatform,
    overrideAlarmConfiguration: deployment.overrideAlarms,
  };
}

export function lastDeploymentInfo(deployment: Deployment): LastDeploymentInfo {
  const { life } = deployment;
  return {
    deploymentId: deployment.id,
    status: statusOf(life),
    endTime: life.phase === "ended" ? new Date(life.completedAt) : undefined,
    createTime: new Date(deployment.createdAt),
  };
}

function errorOf(life: Life): DeploymentInfo["errorInformation"] {
  if (life.phase !== "ended" || life.ending.type === "succeeded") return undefined;
  return life.ending.fault;
}

/** A Lambda deployment has one target. */
function overviewOf(life: Life): DeploymentOverview {
  const none = { Pending: 0, InProgress: 0, Succeeded: 0, Failed: 0, Skipped: 0, Ready: 0 };
  const status = statusOf(life);
  if (status === "Created") return { ...none, Pending: 1 };
  if (status === "InProgress") return { ...none, InProgress: 1 };
  return status === "Succeeded" ? { ...none, Succeeded: 1 } : { ...none, Failed: 1 };
}

function rollbackInfoOf({ id, rollsBack, rolledBackBy }: Deployment): RollbackInfo | undefined {
  if (rollsBack) {
    return {
      rollbackTriggeringDeploymentId: rollsBack.id,
      rollbackMessage: rollbackMessage(rollsBack.id, id),
    };
  }
  if (!rolledBackBy) return undefined;
  return {
    rollbackDeploymentId: rolledBackBy.id,
    rollbackMessage: rolledBackMessage(id, rolledBackBy.id),
  };
}
