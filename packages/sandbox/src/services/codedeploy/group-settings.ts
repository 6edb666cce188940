import type {
  ComputePlatform,
  CreateDeploymentGroupInput,
  DeploymentStyle,
  TriggerConfig,
} from "@aws-sdk/client-codedeploy";
import { configOf } from "./lookup.ts";
import { checkConfigName } from "./names.ts";
import { refusal } from "./refusals.ts";
import type { Application, CodeDeployState, GroupSettings } from "./state.ts";
import { checkAlarms, checkAutoRollback } from "./stop-rules.ts";

/** The members that creation and update of a group share. */
export type GroupInput = Partial<
  Omit<CreateDeploymentGroupInput, "applicationName" | "deploymentGroupName" | "tags">
>;

const maxTriggers = 10;

/** AWS does not say which configuration a Lambda group gets that names none; consoles give this one. */
const defaultConfigs: Readonly<Record<ComputePlatform, string>> = {
  Lambda: "CodeDeployDefault.LambdaAllAtOnce",
  ECS: "CodeDeployDefault.ECSAllAtOnce",
  Server: "CodeDeployDefault.OneAtATime",
};

export function defaultSettingsOf(platform: ComputePlatform): GroupSettings {
  return {
    deploymentConfigName: defaultConfigs[platform],
    ec2TagFilters: [],
    onPremisesInstanceTagFilters: [],
    autoScalingGroups: [],
    serviceRoleArn: undefined,
    triggerConfigurations: [],
    alarmConfiguration: { enabled: false, ignorePollAlarmFailure: false, alarms: [] },
    autoRollbackConfiguration: { enabled: false, events: [] },
    deploymentStyle:
      platform === "Server"
        ? { deploymentType: "IN_PLACE", deploymentOption: "WITHOUT_TRAFFIC_CONTROL" }
        : undefined,
    outdatedInstancesStrategy: "UPDATE",
    terminationHookEnabled: false,
  };
}

/** `base` with the members that the input names; the others keep their value. */
export function mergeSettings(
  state: CodeDeployState,
  application: Application,
  base: GroupSettings,
  input: GroupInput,
): GroupSettings {
  const { computePlatform } = application;
  return {
    ...base,
    deploymentConfigName: checkConfig(state, computePlatform, input) ?? base.deploymentConfigName,
    serviceRoleArn: checkRole(input.serviceRoleArn ?? base.serviceRoleArn),
    triggerConfigurations: checkTriggers(input.triggerConfigurations) ?? base.triggerConfigurations,
    alarmConfiguration: input.alarmConfiguration
      ? checkAlarms(input.alarmConfiguration)
      : base.alarmConfiguration,
    autoRollbackConfiguration: input.autoRollbackConfiguration
      ? checkAutoRollback(input.autoRollbackConfiguration)
      : base.autoRollbackConfiguration,
    deploymentStyle: checkStyle(computePlatform, input.deploymentStyle ?? base.deploymentStyle),
    outdatedInstancesStrategy: input.outdatedInstancesStrategy ?? base.outdatedInstancesStrategy,
    terminationHookEnabled: input.terminationHookEnabled ?? base.terminationHookEnabled,
    ...serverSettings(base, input),
  };
}

/** What only servers and ECS have is kept as it is given. */
function serverSettings(base: GroupSettings, input: GroupInput): Partial<GroupSettings> {
  return {
    ec2TagFilters: input.ec2TagFilters ?? base.ec2TagFilters,
    onPremisesInstanceTagFilters:
      input.onPremisesInstanceTagFilters ?? base.onPremisesInstanceTagFilters,
    autoScalingGroups: input.autoScalingGroups?.map((name) => ({ name })) ?? base.autoScalingGroups,
    blueGreenDeploymentConfiguration:
      input.blueGreenDeploymentConfiguration ?? base.blueGreenDeploymentConfiguration,
    loadBalancerInfo: input.loadBalancerInfo ?? base.loadBalancerInfo,
    ec2TagSet: input.ec2TagSet ?? base.ec2TagSet,
    ecsServices: input.ecsServices ?? base.ecsServices,
    onPremisesTagSet: input.onPremisesTagSet ?? base.onPremisesTagSet,
  };
}

function checkConfig(
  state: CodeDeployState,
  platform: ComputePlatform,
  input: GroupInput,
): string | undefined {
  if (input.deploymentConfigName === undefined) return undefined;
  const name = checkConfigName(input.deploymentConfigName);
  const config = configOf(state, name);
  if (config.computePlatform === platform) return name;
  throw refusal(
    "InvalidTrafficRoutingConfiguration",
    `${name} is a deployment configuration for ${config.computePlatform}, not for ${platform}`,
  );
}

function checkRole(arn: string | undefined): string {
  if (!arn) throw refusal("RoleRequired", "The role ID was not specified.");
  if (/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(arn)) return arn;
  const message = `AWS CodeDeploy does not have the permissions required to assume the role ${arn}.`;
  throw refusal("InvalidRole", message);
}

function checkTriggers(triggers: TriggerConfig[] | undefined): TriggerConfig[] | undefined {
  if (!triggers) return undefined;
  if (triggers.length > maxTriggers) {
    throw refusal("TriggerTargetsLimitExceeded", `A group has at most ${maxTriggers} triggers.`);
  }
  for (const { triggerName, triggerTargetArn, triggerEvents = [] } of triggers) {
    if (triggerName && triggerTargetArn && triggerEvents.length > 0) continue;
    throw refusal("InvalidTriggerConfig", "A trigger needs a name, a target and an event.");
  }
  return triggers;
}

function checkStyle(
  platform: ComputePlatform,
  style: DeploymentStyle | undefined,
): DeploymentStyle {
  const { deploymentType, deploymentOption } = style ?? {};
  if (!deploymentType || !deploymentOption) {
    const message = "Deployment type or deployment option cannot be null or empty";
    throw refusal("InvalidDeploymentStyle", message);
  }
  const options: readonly string[] = ["WITH_TRAFFIC_CONTROL", "WITHOUT_TRAFFIC_CONTROL"];
  if (!options.includes(deploymentOption)) {
    const message = `Deployment option can only be ${options.join(" or ")}`;
    throw refusal("InvalidDeploymentStyle", message);
  }
  const isBlueGreen =
    deploymentType === "BLUE_GREEN" && deploymentOption === "WITH_TRAFFIC_CONTROL";
  if (platform === "Server" || isBlueGreen) return { deploymentType, deploymentOption };
  const message = `For ${platform} the deployment style is BLUE_GREEN and WITH_TRAFFIC_CONTROL`;
  throw refusal("InvalidDeploymentStyle", message);
}
