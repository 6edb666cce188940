import type {
  BatchGetDeploymentsInput,
  BatchGetDeploymentsOutput,
  GetDeploymentInput,
  GetDeploymentOutput,
  ListDeploymentsInput,
  ListDeploymentsOutput,
  TimeRange,
} from "@aws-sdk/client-codedeploy";
import type { Call } from "../../../kernel/service.ts";
import { checkBatch } from "../batch.ts";
import { deploymentInfo, statusOf } from "../deployment-view.ts";
import { applicationOf, deploymentOf, groupOf } from "../lookup.ts";
import { checkDeploymentId } from "../names.ts";
import { pageOf } from "../paging.ts";
import { refusal } from "../refusals.ts";
import type { CodeDeploy, CodeDeployState, Deployment } from "../state.ts";

/** AWS's model and its page of limits disagree (25 and 100): the smaller is safe. */
const maxBatch = 25;

const statuses: readonly string[] = [
  "Created",
  "Queued",
  "InProgress",
  "Baking",
  "Succeeded",
  "Failed",
  "Stopped",
  "Ready",
];

export function getDeployment(
  service: CodeDeploy,
  call: Call,
  input: GetDeploymentInput,
): GetDeploymentOutput {
  return { deploymentInfo: deploymentInfo(deploymentOf(service, call.scope, input.deploymentId)) };
}

/** Unknown ids are left out. */
export function batchGetDeployments(
  service: CodeDeploy,
  call: Call,
  input: BatchGetDeploymentsInput,
): BatchGetDeploymentsOutput {
  const { deployments } = service.states.of(call.scope);
  const ids = checkBatch(input.deploymentIds ?? [], maxBatch).map(checkDeploymentId);
  if (ids.length === 0) checkDeploymentId(undefined);
  const known = ids.flatMap((id) => deployments.get(id) ?? []);
  return { deploymentsInfo: known.map(deploymentInfo) };
}

/** Newest first. */
export function listDeployments(
  service: CodeDeploy,
  call: Call,
  input: ListDeploymentsInput,
): ListDeploymentsOutput {
  const state = service.states.of(call.scope);
  checkOwner(state, input);
  checkFilters(input);
  const found = [...state.deployments.values()]
    .reverse()
    .filter((deployment) => isListed(deployment, input));
  const { items, nextToken } = pageOf(found, input.nextToken, (deployment) => deployment.id);
  return { deployments: items.map((deployment) => deployment.id), nextToken };
}

function checkOwner(state: CodeDeployState, input: ListDeploymentsInput): void {
  const { applicationName, deploymentGroupName } = input;
  if (applicationName === undefined && deploymentGroupName === undefined) return;
  // The two go together: each names what is missing where it stands alone.
  const application = applicationOf(state, applicationName);
  groupOf(application, deploymentGroupName);
}

function checkFilters(input: ListDeploymentsInput): void {
  const unknown = (input.includeOnlyStatuses ?? []).find((status) => !statuses.includes(status));
  if (unknown !== undefined) {
    const message = `The specified deployment status doesn't exist: ${unknown}`;
    throw refusal("InvalidDeploymentStatus", message);
  }
  const { start, end } = input.createTimeRange ?? {};
  if (start && end && start > end) {
    throw refusal("InvalidTimeRange", "The start of the time range is after its end.");
  }
}

function isListed(deployment: Deployment, input: ListDeploymentsInput): boolean {
  const { applicationName, deploymentGroupName, includeOnlyStatuses, createTimeRange } = input;
  // No deployment here is made by another service, which alone gives external ids.
  if (input.externalId !== undefined) return false;
  if (applicationName !== undefined && deployment.application.name !== applicationName)
    return false;
  if (deploymentGroupName !== undefined && deployment.group.name !== deploymentGroupName) {
    return false;
  }
  const isAsked =
    !includeOnlyStatuses?.length || includeOnlyStatuses.includes(statusOf(deployment.life));
  return isAsked && isWithin(deployment.createdAt, createTimeRange);
}

function isWithin(time: number, range: TimeRange | undefined): boolean {
  const { start, end } = range ?? {};
  return (!start || time >= start.getTime()) && (!end || time <= end.getTime());
}
