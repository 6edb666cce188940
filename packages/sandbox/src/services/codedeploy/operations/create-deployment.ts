import type {
  CreateDeploymentInput,
  CreateDeploymentOutput,
  RevisionLocation,
} from "@aws-sdk/client-codedeploy";
import type { Call } from "../../../kernel/service.ts";
import { applicationOf, configOf, groupOf } from "../lookup.ts";
import { checkApplicationName, checkConfigName, checkGroupName } from "../names.ts";
import { newDeployment } from "../new-deployment.ts";
import { refusal } from "../refusals.ts";
import { checkRevision, revisionKey } from "../revision.ts";
import { readRouting } from "../routing-rules.ts";
import { launch } from "../runner.ts";
import type { TrafficRouting } from "../shift-plan.ts";
import {
  type Application,
  type CodeDeploy,
  type CodeDeployState,
  type Deployment,
  type DeploymentGroup,
  hasEnded,
} from "../state.ts";
import { checkAlarms, checkAutoRollback } from "../stop-rules.ts";

const maxDescription = 256;

/** Refuses in the order of AWS's model; what the AppSpec says is only looked at when it starts. */
export function createDeployment(
  service: CodeDeploy,
  call: Call,
  input: CreateDeploymentInput,
): CreateDeploymentOutput {
  const state = service.states.of(call.scope);
  checkNames(input);
  const application = applicationOf(state, input.applicationName);
  const group = groupOf(application, input.deploymentGroupName);
  checkDeploysToLambda(application);
  const revision = resolveRevision(application, input.revision);
  const configName = input.deploymentConfigName ?? group.settings.deploymentConfigName;
  const routing = routingOf(state, configName);
  checkDescription(input.description);
  const overrideAlarms =
    input.overrideAlarmConfiguration && checkAlarms(input.overrideAlarmConfiguration);
  const autoRollback = input.autoRollbackConfiguration
    ? checkAutoRollback(input.autoRollbackConfiguration)
    : group.settings.autoRollbackConfiguration;
  checkServerMembers(input);
  checkNoneActive(state, group);
  const deployment = newDeployment(service, {
    scope: call.scope,
    application,
    group,
    configName,
    routing,
    revision,
    description: input.description,
    autoRollback,
    alarms: overrideAlarms ?? group.settings.alarmConfiguration,
    overrideAlarms,
    rollsBack: undefined,
    spec: undefined,
  });
  launch(service, deployment);
  return { deploymentId: deployment.id };
}

function checkNames(input: CreateDeploymentInput): void {
  checkApplicationName(input.applicationName);
  checkGroupName(input.deploymentGroupName);
  if (input.deploymentConfigName !== undefined) checkConfigName(input.deploymentConfigName);
}

function checkDeploysToLambda(application: Application): void {
  const { computePlatform, name } = application;
  if (computePlatform === "Lambda") return;
  throw refusal(
    "OperationNotSupported",
    `This sandbox deploys to Lambda only, and the application ${name} is of the compute platform ${computePlatform}.`,
  );
}

/** A revision named by its hash alone must be registered. */
function resolveRevision(
  application: Application,
  given: RevisionLocation | undefined,
): RevisionLocation {
  const content = given?.appSpecContent ?? given?.string;
  if (!given || !content?.sha256 || content.content) return checkRevision(application, given);
  const registered = application.revisions.get(revisionKey(given));
  if (registered) return registered.location;
  throw refusal("RevisionDoesNotExist", "The named revision does not exist with the application.");
}

function routingOf(state: CodeDeployState, configName: string): TrafficRouting {
  const config = configOf(state, configName);
  if (config.computePlatform === "Lambda") return readRouting(config.trafficRoutingConfig);
  throw refusal(
    "InvalidTrafficRoutingConfiguration",
    `${configName} is a deployment configuration for ${config.computePlatform}, not for Lambda`,
  );
}

function checkDescription(description: string | undefined): void {
  if ((description ?? "").length <= maxDescription) return;
  throw refusal("DescriptionTooLong", `A description has at most ${maxDescription} characters.`);
}

/** Members that only deployments to servers may use. */
function checkServerMembers(input: CreateDeploymentInput): void {
  if (input.fileExistsBehavior !== undefined) {
    const message = "For Lambda and ECS deployment, fileExistsBehavior can not be specified";
    throw refusal("InvalidFileExistsBehavior", message);
  }
  if (input.targetInstances !== undefined) {
    const message = "For Lambda and ECS deployment, targetInstances can not be specified";
    throw refusal("InvalidTargetInstances", message);
  }
  if (input.updateOutdatedInstancesOnly === true) {
    const message = "For Lambda and ECS deployment, updateOutdatedInstancesOnly must be false";
    throw refusal("InvalidUpdateOutdatedInstancesOnlyValue", message);
  }
  if (input.ignoreApplicationStopFailures === true) {
    const message = "For Lambda and ECS deployment, ignoreApplicationStopFailures must be false";
    throw refusal("InvalidIgnoreApplicationStopFailuresValue", message);
  }
}

/** A group has one active deployment, roll-backs counted; there is no queue. */
function checkNoneActive(state: CodeDeployState, group: DeploymentGroup): void {
  const active = [...state.deployments.values()].find(
    (deployment: Deployment) => deployment.group === group && !hasEnded(deployment),
  );
  if (!active) return;
  throw refusal(
    "DeploymentLimitExceeded",
    `The Deployment Group '${group.name}' already has an active Deployment '${active.id}'`,
  );
}
