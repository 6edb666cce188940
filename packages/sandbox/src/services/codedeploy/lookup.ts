import type { DeploymentConfigInfo } from "@aws-sdk/client-codedeploy";
import type { Scope } from "../../kernel/service.ts";
import { checkApplicationName, checkDeploymentId, checkGroupName } from "./names.ts";
import { refusal } from "./refusals.ts";
import type {
  Application,
  CodeDeploy,
  CodeDeployState,
  Deployment,
  DeploymentGroup,
} from "./state.ts";

export function applicationOf(state: CodeDeployState, name: string | undefined): Application {
  const checked = checkApplicationName(name);
  const application = state.applications.get(checked);
  if (application) return application;
  throw refusal("ApplicationDoesNotExist", `No application found for name: ${checked}`);
}

export function groupOf(application: Application, name: string | undefined): DeploymentGroup {
  const checked = checkGroupName(name);
  const group = application.groups.get(checked);
  if (group) return group;
  throw refusal("DeploymentGroupDoesNotExist", `No Deployment Group found for name: ${checked}`);
}

export function configOf(state: CodeDeployState, name: string): DeploymentConfigInfo {
  const config = state.configs.get(name);
  if (config) return config;
  const message = `No deployment configuration found for name: ${name}`;
  throw refusal("DeploymentConfigDoesNotExist", message);
}

export function deploymentOf(
  service: CodeDeploy,
  scope: Scope,
  id: string | undefined,
): Deployment {
  const checked = checkDeploymentId(id);
  const deployment = service.states.of(scope).deployments.get(checked);
  if (deployment) return deployment;
  throw refusal("DeploymentDoesNotExist", `The deployment ${checked} could not be found`);
}
