import type { DeploymentGroupInfo } from "@aws-sdk/client-codedeploy";
import { lastDeploymentInfo } from "./deployment-view.ts";
import { withoutContent } from "./revision.ts";
import type { Application, DeploymentGroup } from "./state.ts";

export function groupInfo(application: Application, group: DeploymentGroup): DeploymentGroupInfo {
  const { lastAttempted, lastSuccessful } = group;
  return {
    ...group.settings,
    applicationName: application.name,
    deploymentGroupId: group.id,
    deploymentGroupName: group.name,
    computePlatform: application.computePlatform,
    targetRevision: lastAttempted && withoutContent(lastAttempted.revision),
    lastAttemptedDeployment: lastAttempted && lastDeploymentInfo(lastAttempted),
    lastSuccessfulDeployment: lastSuccessful && lastDeploymentInfo(lastSuccessful),
  };
}
