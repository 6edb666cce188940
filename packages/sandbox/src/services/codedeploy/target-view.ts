import type {
  DeploymentTarget,
  LambdaTarget,
  LifecycleEvent,
  TargetStatus,
} from "@aws-sdk/client-codedeploy";
import type { LambdaAppSpec } from "./appspec.ts";
import { statusOf } from "./deployment-view.ts";
import type { LifecycleRecord } from "./lifecycle.ts";
import type { Deployment } from "./state.ts";

/** AWS's model says that the id is the function's name. */
export function targetIdOf(spec: LambdaAppSpec): string {
  return spec.functionName;
}

export function targetOf(deployment: Deployment, spec: LambdaAppSpec): DeploymentTarget {
  const { account, region } = deployment.scope;
  const lambdaTarget: LambdaTarget = {
    deploymentId: deployment.id,
    targetId: targetIdOf(spec),
    targetArn: `arn:aws:lambda:${region}:${account}:function:${spec.functionName}`,
    status: targetStatusOf(deployment),
    lastUpdatedAt: new Date(deployment.life.changedAt),
    lifecycleEvents: deployment.life.lifecycle.map((record) => describeEvent(record, spec)),
    lambdaFunctionInfo: {
      functionName: spec.functionName,
      functionAlias: spec.alias,
      currentVersion: spec.currentVersion,
      targetVersion: spec.targetVersion,
      targetVersionWeight: deployment.life.weightPercent / 100,
    },
  };
  return { deploymentTargetType: "LambdaTarget", lambdaTarget };
}

export function targetStatusOf(deployment: Deployment): TargetStatus {
  const status = statusOf(deployment.life);
  if (status === "InProgress" || status === "Succeeded") return status;
  return status === "Created" ? "Pending" : "Failed";
}

function describeEvent(record: LifecycleRecord, spec: LambdaAppSpec): LifecycleEvent {
  const { name, status } = record;
  return {
    lifecycleEventName: name,
    status,
    startTime: "startedAt" in record ? new Date(record.startedAt) : undefined,
    endTime: "endedAt" in record ? new Date(record.endedAt) : undefined,
    diagnostics:
      record.status === "Failed"
        ? {
            errorCode: "UnknownError",
            scriptName: spec.hooks[name] ?? "",
            message: record.reason,
            logTail: "",
          }
        : undefined,
  };
}
