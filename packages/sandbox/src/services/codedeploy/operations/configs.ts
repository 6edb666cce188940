import type {
  CreateDeploymentConfigInput,
  CreateDeploymentConfigOutput,
  DeleteDeploymentConfigInput,
  DeploymentConfigInfo,
  GetDeploymentConfigInput,
  GetDeploymentConfigOutput,
  ListDeploymentConfigsInput,
  ListDeploymentConfigsOutput,
} from "@aws-sdk/client-codedeploy";
import type { Call } from "../../../kernel/service.ts";
import { configOf } from "../lookup.ts";
import { checkConfigName } from "../names.ts";
import { pageOf } from "../paging.ts";
import { checkPlatform } from "../platform.ts";
import { predefinedPrefix } from "../predefined-configs.ts";
import { refusal } from "../refusals.ts";
import { readRouting } from "../routing-rules.ts";
import type { CodeDeploy, CodeDeployState } from "../state.ts";

const maxCustomConfigs = 50;

export function createDeploymentConfig(
  service: CodeDeploy,
  call: Call,
  input: CreateDeploymentConfigInput,
): CreateDeploymentConfigOutput {
  const { configs } = service.states.of(call.scope);
  const name = checkConfigName(input.deploymentConfigName);
  if (configs.has(name)) {
    const message = `Deployment configuration name already exists: ${name}`;
    throw refusal("DeploymentConfigAlreadyExists", message);
  }
  if (name.startsWith(predefinedPrefix)) {
    const message = `The name of a deployment configuration cannot start with ${predefinedPrefix}`;
    throw refusal("InvalidDeploymentConfigName", message);
  }
  const custom = [...configs.keys()].filter((known) => !known.startsWith(predefinedPrefix));
  if (custom.length >= maxCustomConfigs) {
    const message = "The deployment configurations limit was exceeded.";
    throw refusal("DeploymentConfigLimitExceeded", message);
  }
  const config: DeploymentConfigInfo = {
    deploymentConfigId: service.cloud.random.uuid(),
    deploymentConfigName: name,
    createTime: new Date(service.cloud.clock.now()),
    ...behaviorOf(input),
  };
  configs.set(name, config);
  return { deploymentConfigId: config.deploymentConfigId };
}

export function getDeploymentConfig(
  service: CodeDeploy,
  call: Call,
  input: GetDeploymentConfigInput,
): GetDeploymentConfigOutput {
  const name = checkConfigName(input.deploymentConfigName);
  return { deploymentConfigInfo: configOf(service.states.of(call.scope), name) };
}

export function listDeploymentConfigs(
  service: CodeDeploy,
  call: Call,
  input: ListDeploymentConfigsInput,
): ListDeploymentConfigsOutput {
  const names = [...service.states.of(call.scope).configs.keys()];
  const { items, nextToken } = pageOf(names, input.nextToken, (name) => name);
  return { deploymentConfigsList: items, nextToken };
}

export function deleteDeploymentConfig(
  service: CodeDeploy,
  call: Call,
  input: DeleteDeploymentConfigInput,
): object {
  const state = service.states.of(call.scope);
  const name = checkConfigName(input.deploymentConfigName);
  if (name.startsWith(predefinedPrefix)) {
    const message = `A predefined deployment configuration cannot be deleted: ${name}`;
    throw refusal("InvalidOperation", message);
  }
  if (isInUse(state, name)) {
    throw refusal("DeploymentConfigInUse", `The deployment configuration is still in use: ${name}`);
  }
  state.configs.delete(name);
  return {};
}

/** A configuration of servers says how many stay healthy, the others how traffic moves. */
function behaviorOf(input: CreateDeploymentConfigInput): DeploymentConfigInfo {
  const computePlatform = checkPlatform(input.computePlatform);
  const { minimumHealthyHosts, trafficRoutingConfig, zonalConfig } = input;
  if (computePlatform !== "Server") {
    readRouting(trafficRoutingConfig);
    return { computePlatform, trafficRoutingConfig };
  }
  if (!minimumHealthyHosts) {
    const message = "The minimum of healthy hosts is required for the compute platform Server.";
    throw refusal("InvalidMinimumHealthyHostValue", message);
  }
  return { computePlatform, minimumHealthyHosts, zonalConfig };
}

function isInUse(state: CodeDeployState, name: string): boolean {
  for (const { groups } of state.applications.values()) {
    for (const { settings } of groups.values()) {
      if (settings.deploymentConfigName === name) return true;
    }
  }
  return false;
}
