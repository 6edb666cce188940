import type { LambdaAppSpec } from "./appspec.ts";
import { writeAppSpec } from "./appspec.ts";
import { createLife } from "./deployment-life.ts";
import { sha256 } from "./revision.ts";
import { reverseAppSpec, rollbackConfigName } from "./rollback.ts";
import type { CodeDeploy, Deployment } from "./state.ts";

type Plan = Pick<
  Deployment,
  | "scope"
  | "application"
  | "group"
  | "configName"
  | "routing"
  | "revision"
  | "description"
  | "autoRollback"
  | "alarms"
  | "overrideAlarms"
  | "rollsBack"
  | "spec"
>;

const idAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

export function newDeployment(service: CodeDeploy, plan: Plan): Deployment {
  const { clock, random } = service.cloud;
  return {
    ...plan,
    id: `d-${random.text(idAlphabet, 9)}`,
    previousRevision: plan.group.lastSuccessful?.revision,
    createdAt: clock.now(),
    rolledBackBy: undefined,
    life: createLife(clock.now()),
    hookExecutions: new Map(),
    timer: undefined,
    alarmTimer: undefined,
  };
}

/** A deployment of its own in the same group, that heeds no alarm and is never rolled back itself. */
export function newRollback(
  service: CodeDeploy,
  stopped: Deployment,
  spec: LambdaAppSpec,
): Deployment {
  const reversed = reverseAppSpec(spec);
  const content = writeAppSpec(reversed);
  return newDeployment(service, {
    scope: stopped.scope,
    application: stopped.application,
    group: stopped.group,
    configName: rollbackConfigName,
    routing: { type: "AllAtOnce" },
    revision: {
      revisionType: "AppSpecContent",
      appSpecContent: { content, sha256: sha256(content) },
    },
    description: undefined,
    autoRollback: { enabled: false, events: [] },
    alarms: { enabled: false, alarms: [] },
    overrideAlarms: undefined,
    rollsBack: stopped,
    spec: reversed,
  });
}
