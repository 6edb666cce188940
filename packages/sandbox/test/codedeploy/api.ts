import type * as sdk from "@aws-sdk/client-codedeploy";
import type { ModelledService, Scope } from "../../src/kernel/service.ts";

/** The operations that the service answers, with AWS's own types. */
export interface Api {
  BatchGetApplicationRevisions(
    input: sdk.BatchGetApplicationRevisionsInput,
  ): sdk.BatchGetApplicationRevisionsOutput;
  BatchGetApplications(input: sdk.BatchGetApplicationsInput): sdk.BatchGetApplicationsOutput;
  BatchGetDeploymentGroups(
    input: sdk.BatchGetDeploymentGroupsInput,
  ): sdk.BatchGetDeploymentGroupsOutput;
  BatchGetDeployments(input: sdk.BatchGetDeploymentsInput): sdk.BatchGetDeploymentsOutput;
  BatchGetDeploymentTargets(
    input: sdk.BatchGetDeploymentTargetsInput,
  ): sdk.BatchGetDeploymentTargetsOutput;
  ContinueDeployment(input: sdk.ContinueDeploymentInput): object;
  CreateApplication(input: sdk.CreateApplicationInput): sdk.CreateApplicationOutput;
  CreateDeployment(input: sdk.CreateDeploymentInput): sdk.CreateDeploymentOutput;
  CreateDeploymentConfig(input: sdk.CreateDeploymentConfigInput): sdk.CreateDeploymentConfigOutput;
  CreateDeploymentGroup(input: sdk.CreateDeploymentGroupInput): sdk.CreateDeploymentGroupOutput;
  DeleteApplication(input: sdk.DeleteApplicationInput): object;
  DeleteDeploymentConfig(input: sdk.DeleteDeploymentConfigInput): object;
  DeleteDeploymentGroup(input: sdk.DeleteDeploymentGroupInput): sdk.DeleteDeploymentGroupOutput;
  GetApplication(input: sdk.GetApplicationInput): sdk.GetApplicationOutput;
  GetApplicationRevision(input: sdk.GetApplicationRevisionInput): sdk.GetApplicationRevisionOutput;
  GetDeployment(input: sdk.GetDeploymentInput): sdk.GetDeploymentOutput;
  GetDeploymentConfig(input: sdk.GetDeploymentConfigInput): sdk.GetDeploymentConfigOutput;
  GetDeploymentGroup(input: sdk.GetDeploymentGroupInput): sdk.GetDeploymentGroupOutput;
  GetDeploymentTarget(input: sdk.GetDeploymentTargetInput): sdk.GetDeploymentTargetOutput;
  ListApplicationRevisions(
    input: sdk.ListApplicationRevisionsInput,
  ): sdk.ListApplicationRevisionsOutput;
  ListApplications(input: sdk.ListApplicationsInput): sdk.ListApplicationsOutput;
  ListDeploymentConfigs(input: sdk.ListDeploymentConfigsInput): sdk.ListDeploymentConfigsOutput;
  ListDeploymentGroups(input: sdk.ListDeploymentGroupsInput): sdk.ListDeploymentGroupsOutput;
  ListDeployments(input: sdk.ListDeploymentsInput): sdk.ListDeploymentsOutput;
  ListDeploymentTargets(input: sdk.ListDeploymentTargetsInput): sdk.ListDeploymentTargetsOutput;
  ListTagsForResource(input: sdk.ListTagsForResourceInput): sdk.ListTagsForResourceOutput;
  PutLifecycleEventHookExecutionStatus(
    input: sdk.PutLifecycleEventHookExecutionStatusInput,
  ): sdk.PutLifecycleEventHookExecutionStatusOutput;
  RegisterApplicationRevision(input: sdk.RegisterApplicationRevisionInput): object;
  StopDeployment(input: sdk.StopDeploymentInput): sdk.StopDeploymentOutput;
  TagResource(input: sdk.TagResourceInput): object;
  UntagResource(input: sdk.UntagResourceInput): object;
  UpdateApplication(input: sdk.UpdateApplicationInput): object;
  UpdateDeploymentGroup(input: sdk.UpdateDeploymentGroupInput): sdk.UpdateDeploymentGroupOutput;
}

/** Calls the operation table of the service, without a wire between. */
export function createApi(service: ModelledService, scope: Scope): Api {
  const entries = Object.entries(service.operations).map(([name, operation]) => [
    name,
    (input: object) => operation.run({ scope, requestId: "request", operation: name }, input),
  ]);
  return Object.fromEntries(entries) as Api;
}
