import type {
  ApplicationInfo,
  BatchGetApplicationsInput,
  BatchGetApplicationsOutput,
  CreateApplicationInput,
  CreateApplicationOutput,
  DeleteApplicationInput,
  GetApplicationInput,
  GetApplicationOutput,
  ListApplicationsInput,
  ListApplicationsOutput,
  UpdateApplicationInput,
} from "@aws-sdk/client-codedeploy";
import type { Call } from "../../../kernel/service.ts";
import { checkBatch } from "../batch.ts";
import { applicationOf } from "../lookup.ts";
import { checkApplicationName } from "../names.ts";
import { pageOf } from "../paging.ts";
import { checkPlatform } from "../platform.ts";
import { refusal } from "../refusals.ts";
import type { Application, CodeDeploy, CodeDeployState } from "../state.ts";
import { addTags } from "../tags.ts";

const maxApplications = 1000;

export function createApplication(
  service: CodeDeploy,
  call: Call,
  input: CreateApplicationInput,
): CreateApplicationOutput {
  const { applications } = service.states.of(call.scope);
  const name = checkApplicationName(input.applicationName);
  if (applications.has(name)) throw alreadyExists(name);
  if (applications.size >= maxApplications) {
    const message = `More applications were attempted to be created than are allowed.`;
    throw refusal("ApplicationLimitExceeded", message);
  }
  const application: Application = {
    id: service.cloud.random.uuid(),
    name,
    createdAt: service.cloud.clock.now(),
    computePlatform: checkPlatform(input.computePlatform),
    tags: new Map(),
    groups: new Map(),
    revisions: new Map(),
  };
  addTags(application.tags, input.tags ?? []);
  applications.set(name, application);
  return { applicationId: application.id };
}

export function getApplication(
  service: CodeDeploy,
  call: Call,
  input: GetApplicationInput,
): GetApplicationOutput {
  const state = service.states.of(call.scope);
  return { application: applicationInfo(applicationOf(state, input.applicationName)) };
}

export function batchGetApplications(
  service: CodeDeploy,
  call: Call,
  input: BatchGetApplicationsInput,
): BatchGetApplicationsOutput {
  const state = service.states.of(call.scope);
  const names = checkBatch(input.applicationNames ?? [], 100);
  if (names.length === 0) checkApplicationName(undefined);
  const applicationsInfo = names.map((name) => applicationInfo(applicationOf(state, name)));
  return { applicationsInfo };
}

export function listApplications(
  service: CodeDeploy,
  call: Call,
  input: ListApplicationsInput,
): ListApplicationsOutput {
  const names = [...service.states.of(call.scope).applications.keys()];
  const { items, nextToken } = pageOf(names, input.nextToken, (name) => name);
  return { applications: items, nextToken };
}

export function updateApplication(
  service: CodeDeploy,
  call: Call,
  input: UpdateApplicationInput,
): object {
  const state = service.states.of(call.scope);
  const application = applicationOf(state, input.applicationName);
  if (input.newApplicationName !== undefined) rename(state, application, input.newApplicationName);
  return {};
}

/** Its groups go with it, its deployments stay readable. No error where it does not exist. */
export function deleteApplication(
  service: CodeDeploy,
  call: Call,
  input: DeleteApplicationInput,
): object {
  const name = checkApplicationName(input.applicationName);
  service.states.of(call.scope).applications.delete(name);
  return {};
}

function applicationInfo(application: Application): ApplicationInfo {
  return {
    applicationId: application.id,
    applicationName: application.name,
    createTime: new Date(application.createdAt),
    linkedToGitHub: false,
    computePlatform: application.computePlatform,
  };
}

function rename(state: CodeDeployState, application: Application, newName: string): void {
  const name = checkApplicationName(newName);
  if (name === application.name) return;
  if (state.applications.has(name)) throw alreadyExists(name);
  state.applications.delete(application.name);
  application.name = name;
  state.applications.set(name, application);
}

function alreadyExists(name: string): Error {
  return refusal("ApplicationAlreadyExists", `Application already exists: ${name}`);
}
