import type { ServiceEvent } from "../../kernel/cloud.ts";
import type { Ending } from "./deployment-life.ts";
import type { Deployment } from "./state.ts";

export type AnnouncedState = "START" | "SUCCESS" | "FAILURE" | "STOP";

/** The state-change event: six members of detail, and no word of the reason or of a roll-back. */
export function announcement(deployment: Deployment, state: AnnouncedState): ServiceEvent {
  const { application, group } = deployment;
  const { account, region } = deployment.scope;
  const prefix = `arn:aws:codedeploy:${region}:${account}`;
  return {
    source: "aws.codedeploy",
    detailType: "CodeDeploy Deployment State-change Notification",
    resources: [
      `${prefix}:deploymentgroup:${application.name}/${group.name}`,
      `${prefix}:application:${application.name}`,
    ],
    detail: {
      region,
      deploymentId: deployment.id,
      instanceGroupId: group.id,
      deploymentGroup: group.name,
      state,
      application: application.name,
    },
  };
}

export function announcedEnd(ending: Ending): AnnouncedState {
  switch (ending.type) {
    case "succeeded":
      return "SUCCESS";
    case "failed":
      return "FAILURE";
    case "alarm":
    case "stop_request":
      return "STOP";
  }
}
