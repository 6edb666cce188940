import type {
  BatchGetDeploymentTargetsInput,
  BatchGetDeploymentTargetsOutput,
  GetDeploymentTargetInput,
  GetDeploymentTargetOutput,
  ListDeploymentTargetsInput,
  ListDeploymentTargetsOutput,
} from "@aws-sdk/client-codedeploy";
import type { Call, Scope } from "../../../kernel/service.ts";
import type { LambdaAppSpec } from "../appspec.ts";
import { deploymentOf } from "../lookup.ts";
import { pageOf } from "../paging.ts";
import { refusal } from "../refusals.ts";
import type { CodeDeploy, Deployment } from "../state.ts";
import { targetIdOf, targetOf, targetStatusOf } from "../target-view.ts";

const maxBatch = 25;

const filterNames: readonly string[] = ["TargetStatus", "ServerInstanceLabel"];

export function listDeploymentTargets(
  service: CodeDeploy,
  call: Call,
  input: ListDeploymentTargetsInput,
): ListDeploymentTargetsOutput {
  const { deployment, spec } = started(service, call.scope, input.deploymentId);
  const filters = input.targetFilters ?? {};
  const unknown = Object.keys(filters).find((name) => !filterNames.includes(name));
  if (unknown !== undefined) {
    throw refusal("InvalidTargetFilterName", `The target filter name is invalid: ${unknown}`);
  }
  const asked = filters.TargetStatus;
  const isAsked = !asked?.length || asked.includes(targetStatusOf(deployment));
  const { items } = pageOf(isAsked ? [targetIdOf(spec)] : [], input.nextToken, (id) => id);
  return { targetIds: items };
}

export function getDeploymentTarget(
  service: CodeDeploy,
  call: Call,
  input: GetDeploymentTargetInput,
): GetDeploymentTargetOutput {
  const { deployment, spec } = started(service, call.scope, input.deploymentId);
  checkTargetId(spec, input.targetId);
  return { deploymentTarget: targetOf(deployment, spec) };
}

export function batchGetDeploymentTargets(
  service: CodeDeploy,
  call: Call,
  input: BatchGetDeploymentTargetsInput,
): BatchGetDeploymentTargetsOutput {
  const { deployment, spec } = started(service, call.scope, input.deploymentId);
  const ids = input.targetIds ?? [];
  if (ids.length === 0) checkTargetId(spec, undefined);
  if (ids.length > maxBatch) {
    const message = `The maximum number of targets that can be associated with a request (${maxBatch}) was exceeded.`;
    throw refusal("DeploymentTargetListSizeExceeded", message);
  }
  for (const id of ids) checkTargetId(spec, id);
  return { deploymentTargets: ids.map(() => targetOf(deployment, spec)) };
}

/** A deployment has its target once it has started and its AppSpec has been read. */
function started(
  service: CodeDeploy,
  scope: Scope,
  id: string | undefined,
): { deployment: Deployment; spec: LambdaAppSpec } {
  const deployment = deploymentOf(service, scope, id);
  const { life, spec } = deployment;
  if (spec && life.phase !== "created" && life.startedAt !== undefined) return { deployment, spec };
  throw refusal("DeploymentNotStarted", `The deployment ${deployment.id} has not started`);
}

function checkTargetId(spec: LambdaAppSpec, id: string | undefined): void {
  if (!id) throw refusal("DeploymentTargetIdRequired", "A deployment target ID was not provided.");
  if (id === targetIdOf(spec)) return;
  const message = `The provided target ID does not belong to the attempted deployment: ${id}`;
  throw refusal("DeploymentTargetDoesNotExist", message);
}
