import { checkAlias } from "./alias-plan.ts";
import { type AppSpecReading, type LambdaAppSpec, readAppSpec } from "./appspec.ts";
import type { Script } from "./deployment-life.ts";
import {
  applicationMissing,
  type Fault,
  functionMissing,
  groupMissing,
  lambdaFault,
  revisionMissing,
  unreadableRevision,
} from "./faults.ts";
import { eventNames } from "./lifecycle.ts";
import { releasePace, rollbackPace } from "./pace.ts";
import { planShifts } from "./shift-plan.ts";
import type { CodeDeploy, Deployment } from "./state.ts";

export type Preflight =
  | { readonly type: "script"; readonly script: Script }
  | { readonly type: "fault"; readonly fault: Fault };

/** What is found wrong only when the deployment starts, or how it will run. */
export function inspect(service: CodeDeploy, deployment: Deployment): Preflight {
  const reading = readSpec(service, deployment);
  if (reading.type === "fault") return reading;
  const { settings } = service.cloud;
  const shifts = planShifts(deployment.routing);
  if (deployment.rollsBack) {
    const pace = rollbackPace(settings);
    return { type: "script", script: { hooked: [], shifts, pace } };
  }
  const fault = lookAtFunction(service, deployment, reading.spec);
  if (fault) return { type: "fault", fault };
  const hooked = eventNames.filter((name) => reading.spec.hooks[name] !== undefined);
  return { type: "script", script: { hooked, shifts, pace: releasePace(settings) } };
}

/** The deployment's AppSpec, fetched from S3 where it lies there; read once. */
export function readSpec(service: CodeDeploy, deployment: Deployment): AppSpecReading {
  if (deployment.spec) return { type: "spec", spec: deployment.spec };
  const text = fetchText(service, deployment);
  if (typeof text !== "string") return { type: "fault", fault: text };
  const reading = readAppSpec(text);
  if (reading.type === "spec") deployment.spec = reading.spec;
  return reading;
}

/** Whether somebody has deleted the application or the group since. */
export function findMissing(service: CodeDeploy, deployment: Deployment): Fault | undefined {
  const { application, group, scope } = deployment;
  const { applications } = service.states.of(scope);
  if (applications.get(application.name) !== application) return applicationMissing;
  return application.groups.get(group.name) === group ? undefined : groupMissing;
}

function fetchText(service: CodeDeploy, deployment: Deployment): string | Fault {
  const { appSpecContent, string, s3Location } = deployment.revision;
  const content = appSpecContent?.content ?? string?.content;
  if (content !== undefined) return content;
  const { bucket, key, version } = s3Location ?? {};
  if (!bucket || !key) return unreadableRevision;
  try {
    return new TextDecoder().decode(service.cloud.doors.s3.getObject(bucket, key, version));
  } catch (error) {
    return revisionMissing(error instanceof Error ? error.message : String(error));
  }
}

function lookAtFunction(
  service: CodeDeploy,
  deployment: Deployment,
  spec: LambdaAppSpec,
): Fault | undefined {
  const { lambda } = service.cloud.doors;
  const { scope, routing } = deployment;
  try {
    const fault = checkAlias(lambda.getAlias(scope, spec.functionName, spec.alias), spec, routing);
    if (fault || lambda.hasVersion(scope, spec.functionName, spec.targetVersion)) return fault;
    return functionMissing(`${spec.functionName} has no version ${spec.targetVersion}`);
  } catch (error) {
    return lambdaFault(error);
  }
}
