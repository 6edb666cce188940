import * as model from "@aws-sdk/client-codedeploy";
import type { Cloud } from "../../kernel/cloud.ts";
import { scoped } from "../../kernel/scoped.ts";
import {
  type Call,
  type ModelledService,
  type Operation,
  type OperationSchema,
  operation,
} from "../../kernel/service.ts";
import * as applications from "./operations/applications.ts";
import * as configs from "./operations/configs.ts";
import { createDeployment } from "./operations/create-deployment.ts";
import * as control from "./operations/deployment-control.ts";
import * as deployments from "./operations/deployments.ts";
import * as groups from "./operations/groups.ts";
import { listApplicationRevisions } from "./operations/list-revisions.ts";
import * as revisions from "./operations/revisions.ts";
import * as tagging from "./operations/tagging.ts";
import * as targets from "./operations/targets.ts";
import { predefinedConfigs } from "./predefined-configs.ts";
import { cancelTimers } from "./runner.ts";
import { type CodeDeploy, type CodeDeployState, hasEnded } from "./state.ts";

/** CodeDeploy for Lambda: traffic shifts, hooks, alarms and roll-backs on the sandbox's clock. */
export function createCodeDeploy(cloud: Cloud): ModelledService {
  const service: CodeDeploy = { cloud, states: scoped(() => createState(cloud)) };
  cloud.doors.codedeploy = { active: () => countActive(service) };
  return {
    kind: "modelled",
    signingName: "codedeploy",
    targetPrefix: "CodeDeploy_20141006",
    protocol: "awsJson1.1",
    validationCode: "ValidationException",
    operations: operationsOf(service),
    reset: () => reset(service),
  };
}

function createState(cloud: Cloud): CodeDeployState {
  const configs = predefinedConfigs(cloud.random);
  return {
    applications: new Map(),
    configs: new Map(configs.map((config) => [config.deploymentConfigName ?? "", config])),
    deployments: new Map(),
  };
}

function countActive(service: CodeDeploy): number {
  let active = 0;
  for (const [, state] of service.states.entries()) {
    for (const deployment of state.deployments.values()) if (!hasEnded(deployment)) active++;
  }
  return active;
}

function operationsOf(service: CodeDeploy): Record<string, Operation> {
  function bind<Input, Output>(
    schema: OperationSchema,
    run: (service: CodeDeploy, call: Call, input: Input) => Output,
  ): Operation {
    return operation<Input, Output>(schema, (call, input) => run(service, call, input));
  }
  const bound = [
    bind(model.BatchGetApplicationRevisions$, revisions.batchGetApplicationRevisions),
    bind(model.BatchGetApplications$, applications.batchGetApplications),
    bind(model.BatchGetDeploymentGroups$, groups.batchGetDeploymentGroups),
    bind(model.BatchGetDeployments$, deployments.batchGetDeployments),
    bind(model.BatchGetDeploymentTargets$, targets.batchGetDeploymentTargets),
    bind(model.ContinueDeployment$, control.continueDeployment),
    bind(model.CreateApplication$, applications.createApplication),
    bind(model.CreateDeployment$, createDeployment),
    bind(model.CreateDeploymentConfig$, configs.createDeploymentConfig),
    bind(model.CreateDeploymentGroup$, groups.createDeploymentGroup),
    bind(model.DeleteApplication$, applications.deleteApplication),
    bind(model.DeleteDeploymentConfig$, configs.deleteDeploymentConfig),
    bind(model.DeleteDeploymentGroup$, groups.deleteDeploymentGroup),
    bind(model.GetApplication$, applications.getApplication),
    bind(model.GetApplicationRevision$, revisions.getApplicationRevision),
    bind(model.GetDeployment$, deployments.getDeployment),
    bind(model.GetDeploymentConfig$, configs.getDeploymentConfig),
    bind(model.GetDeploymentGroup$, groups.getDeploymentGroup),
    bind(model.GetDeploymentTarget$, targets.getDeploymentTarget),
    bind(model.ListApplicationRevisions$, listApplicationRevisions),
    bind(model.ListApplications$, applications.listApplications),
    bind(model.ListDeploymentConfigs$, configs.listDeploymentConfigs),
    bind(model.ListDeploymentGroups$, groups.listDeploymentGroups),
    bind(model.ListDeployments$, deployments.listDeployments),
    bind(model.ListDeploymentTargets$, targets.listDeploymentTargets),
    bind(model.ListTagsForResource$, tagging.listTagsForResource),
    bind(model.PutLifecycleEventHookExecutionStatus$, control.putLifecycleEventHookExecutionStatus),
    bind(model.RegisterApplicationRevision$, revisions.registerApplicationRevision),
    bind(model.StopDeployment$, control.stopDeployment),
    bind(model.TagResource$, tagging.tagResource),
    bind(model.UntagResource$, tagging.untagResource),
    bind(model.UpdateApplication$, applications.updateApplication),
    bind(model.UpdateDeploymentGroup$, groups.updateDeploymentGroup),
  ];
  return Object.fromEntries(bound.map((each) => [each.schema[2], each]));
}

function reset(service: CodeDeploy): void {
  for (const [, state] of service.states.entries()) {
    for (const deployment of state.deployments.values()) cancelTimers(deployment);
  }
  service.states.clear();
}
