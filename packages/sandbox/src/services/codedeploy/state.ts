import type {
  AlarmConfiguration,
  AutoRollbackConfiguration,
  ComputePlatform,
  DeploymentConfigInfo,
  DeploymentGroupInfo,
  RevisionLocation,
} from "@aws-sdk/client-codedeploy";
import type { Timer } from "../../kernel/clock.ts";
import type { Cloud } from "../../kernel/cloud.ts";
import type { Scoped } from "../../kernel/scoped.ts";
import type { Scope } from "../../kernel/service.ts";
import type { LambdaAppSpec } from "./appspec.ts";
import type { Life } from "./deployment-life.ts";
import type { EventName } from "./lifecycle.ts";
import type { TrafficRouting } from "./shift-plan.ts";

/** What the operations of the service work on. */
export interface CodeDeploy {
  readonly cloud: Cloud;
  readonly states: Scoped<CodeDeployState>;
}

export interface CodeDeployState {
  readonly applications: Map<string, Application>;
  /** Predefined ones too. */
  readonly configs: Map<string, DeploymentConfigInfo>;
  /** By id, oldest first. They outlive their application. */
  readonly deployments: Map<string, Deployment>;
}

export interface Application {
  readonly id: string;
  name: string;
  readonly createdAt: number;
  readonly computePlatform: ComputePlatform;
  readonly tags: Map<string, string>;
  readonly groups: Map<string, DeploymentGroup>;
  /** By `revisionKey`, in order of registration. */
  readonly revisions: Map<string, Revision>;
}

export interface DeploymentGroup {
  readonly id: string;
  name: string;
  /** As given, completed with defaults; an update replaces the members that it names. */
  settings: GroupSettings;
  readonly tags: Map<string, string>;
  lastAttempted: Deployment | undefined;
  lastSuccessful: Deployment | undefined;
}

export type GroupSettings = Omit<
  DeploymentGroupInfo,
  | "applicationName"
  | "deploymentGroupId"
  | "deploymentGroupName"
  | "deploymentConfigName"
  | "computePlatform"
  | "lastAttemptedDeployment"
  | "lastSuccessfulDeployment"
  | "targetRevision"
  | "alarmConfiguration"
  | "autoRollbackConfiguration"
> & {
  readonly deploymentConfigName: string;
  readonly alarmConfiguration: AlarmConfiguration;
  readonly autoRollbackConfiguration: AutoRollbackConfiguration;
};

export interface Revision {
  /** With its content, where it has one. */
  readonly location: RevisionLocation;
  description: string | undefined;
  readonly registeredAt: number;
  firstUsedAt: number | undefined;
  lastUsedAt: number | undefined;
  readonly usedBy: Set<DeploymentGroup>;
}

export interface Deployment {
  readonly id: string;
  readonly scope: Scope;
  readonly application: Application;
  readonly group: DeploymentGroup;
  readonly configName: string;
  readonly routing: TrafficRouting;
  readonly revision: RevisionLocation;
  readonly previousRevision: RevisionLocation | undefined;
  readonly description: string | undefined;
  /** The group's, or those given for this deployment alone. */
  readonly autoRollback: AutoRollbackConfiguration;
  readonly alarms: AlarmConfiguration;
  readonly overrideAlarms: AlarmConfiguration | undefined;
  readonly createdAt: number;
  /** The deployment that this one rolls back. */
  readonly rollsBack: Deployment | undefined;
  /** The deployment that rolls this one back. */
  rolledBackBy: Deployment | undefined;
  /** Known once the revision has been read and found to be in order. */
  spec: LambdaAppSpec | undefined;
  life: Life;
  /** By execution id. */
  readonly hookExecutions: Map<string, EventName>;
  timer: Timer | undefined;
  alarmTimer: Timer | undefined;
}

export function hasEnded(deployment: Deployment): boolean {
  return deployment.life.phase === "ended";
}
