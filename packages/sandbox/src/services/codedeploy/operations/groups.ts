import type {
  BatchGetDeploymentGroupsInput,
  BatchGetDeploymentGroupsOutput,
  CreateDeploymentGroupInput,
  CreateDeploymentGroupOutput,
  DeleteDeploymentGroupInput,
  DeleteDeploymentGroupOutput,
  GetDeploymentGroupInput,
  GetDeploymentGroupOutput,
  ListDeploymentGroupsInput,
  ListDeploymentGroupsOutput,
  UpdateDeploymentGroupInput,
  UpdateDeploymentGroupOutput,
} from "@aws-sdk/client-codedeploy";
import type { Call } from "../../../kernel/service.ts";
import { checkBatch } from "../batch.ts";
import { defaultSettingsOf, mergeSettings } from "../group-settings.ts";
import { groupInfo } from "../group-view.ts";
import { applicationOf, groupOf } from "../lookup.ts";
import { checkApplicationName, checkGroupName } from "../names.ts";
import { pageOf } from "../paging.ts";
import { refusal } from "../refusals.ts";
import type { Application, CodeDeploy, DeploymentGroup } from "../state.ts";
import { addTags } from "../tags.ts";

const maxGroups = 1000;

export function createDeploymentGroup(
  service: CodeDeploy,
  call: Call,
  input: CreateDeploymentGroupInput,
): CreateDeploymentGroupOutput {
  const state = service.states.of(call.scope);
  checkApplicationName(input.applicationName);
  const name = checkGroupName(input.deploymentGroupName);
  const application = applicationOf(state, input.applicationName);
  if (application.groups.has(name)) throw alreadyExists(name);
  if (application.groups.size >= maxGroups) {
    const message = "The deployment groups limit was exceeded.";
    throw refusal("DeploymentGroupLimitExceeded", message);
  }
  const defaults = defaultSettingsOf(application.computePlatform);
  const group: DeploymentGroup = {
    id: service.cloud.random.uuid(),
    name,
    settings: mergeSettings(state, application, defaults, input),
    tags: new Map(),
    lastAttempted: undefined,
    lastSuccessful: undefined,
  };
  addTags(group.tags, input.tags ?? []);
  application.groups.set(name, group);
  return { deploymentGroupId: group.id };
}

export function getDeploymentGroup(
  service: CodeDeploy,
  call: Call,
  input: GetDeploymentGroupInput,
): GetDeploymentGroupOutput {
  const application = applicationOf(service.states.of(call.scope), input.applicationName);
  const group = groupOf(application, input.deploymentGroupName);
  return { deploymentGroupInfo: groupInfo(application, group) };
}

/** Unknown groups are left out and told of in `errorMessage`. */
export function batchGetDeploymentGroups(
  service: CodeDeploy,
  call: Call,
  input: BatchGetDeploymentGroupsInput,
): BatchGetDeploymentGroupsOutput {
  const application = applicationOf(service.states.of(call.scope), input.applicationName);
  const names = checkBatch(input.deploymentGroupNames ?? [], 100).map(checkGroupName);
  if (names.length === 0) checkGroupName(undefined);
  const groups = names.flatMap((name) => application.groups.get(name) ?? []);
  const unknown = names.filter((name) => !application.groups.has(name));
  return {
    deploymentGroupsInfo: groups.map((group) => groupInfo(application, group)),
    errorMessage:
      unknown.length > 0 ? `No Deployment Group found for name: ${unknown.join(", ")}` : undefined,
  };
}

export function listDeploymentGroups(
  service: CodeDeploy,
  call: Call,
  input: ListDeploymentGroupsInput,
): ListDeploymentGroupsOutput {
  const application = applicationOf(service.states.of(call.scope), input.applicationName);
  const names = [...application.groups.keys()];
  const { items, nextToken } = pageOf(names, input.nextToken, (name) => name);
  return { applicationName: application.name, deploymentGroups: items, nextToken };
}

export function updateDeploymentGroup(
  service: CodeDeploy,
  call: Call,
  input: UpdateDeploymentGroupInput,
): UpdateDeploymentGroupOutput {
  const state = service.states.of(call.scope);
  const application = applicationOf(state, input.applicationName);
  const group = groupOf(application, input.currentDeploymentGroupName);
  const newName = checkNewName(application, group, input.newDeploymentGroupName);
  group.settings = mergeSettings(state, application, group.settings, input);
  if (newName !== undefined) {
    application.groups.delete(group.name);
    group.name = newName;
    application.groups.set(newName, group);
  }
  return { hooksNotCleanedUp: [] };
}

/** No error where it does not exist. */
export function deleteDeploymentGroup(
  service: CodeDeploy,
  call: Call,
  input: DeleteDeploymentGroupInput,
): DeleteDeploymentGroupOutput {
  const name = checkApplicationName(input.applicationName);
  const groupName = checkGroupName(input.deploymentGroupName);
  service.states.of(call.scope).applications.get(name)?.groups.delete(groupName);
  return { hooksNotCleanedUp: [] };
}

function checkNewName(
  application: Application,
  group: DeploymentGroup,
  newName: string | undefined,
): string | undefined {
  if (newName === undefined || newName === group.name) return undefined;
  const name = checkGroupName(newName);
  if (application.groups.has(name)) throw alreadyExists(name);
  return name;
}

function alreadyExists(name: string): Error {
  return refusal("DeploymentGroupAlreadyExists", `Deployment group name already exists: ${name}`);
}
