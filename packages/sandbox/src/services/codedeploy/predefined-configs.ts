import type {
  DeploymentConfigInfo,
  MinimumHealthyHosts,
  TrafficRoutingConfig,
} from "@aws-sdk/client-codedeploy";
import type { Random } from "../../kernel/random.ts";

/** Reserved for AWS's own. */
export const predefinedPrefix = "CodeDeployDefault.";

const createTime = new Date("2017-11-27T00:00:00Z");

/** The 17 configurations that every account has: 3 for servers, 9 for Lambda, 5 for ECS. */
export function predefinedConfigs(random: Random): DeploymentConfigInfo[] {
  const configs: DeploymentConfigInfo[] = [
    server("OneAtATime", { type: "HOST_COUNT", value: 1 }),
    server("HalfAtATime", { type: "FLEET_PERCENT", value: 50 }),
    server("AllAtOnce", { type: "FLEET_PERCENT", value: 0 }),
    traffic("Lambda", "LambdaAllAtOnce", { type: "AllAtOnce" }),
    ...[5, 10, 15, 30].map((minutes) =>
      traffic("Lambda", `LambdaCanary10Percent${minutes}Minutes`, canary(minutes)),
    ),
    // Minute, singular: so AWS calls the first of them.
    traffic("Lambda", "LambdaLinear10PercentEvery1Minute", linear(1)),
    ...[2, 3, 10].map((minutes) =>
      traffic("Lambda", `LambdaLinear10PercentEvery${minutes}Minutes`, linear(minutes)),
    ),
    traffic("ECS", "ECSAllAtOnce", { type: "AllAtOnce" }),
    ...[5, 15].map((minutes) =>
      traffic("ECS", `ECSCanary10Percent${minutes}Minutes`, canary(minutes)),
    ),
    ...[1, 3].map((minutes) =>
      traffic("ECS", `ECSLinear10PercentEvery${minutes}Minutes`, linear(minutes)),
    ),
  ];
  return configs.map((config) => ({ deploymentConfigId: random.uuid(), createTime, ...config }));
}

function server(name: string, minimumHealthyHosts: MinimumHealthyHosts): DeploymentConfigInfo {
  return {
    deploymentConfigName: `${predefinedPrefix}${name}`,
    computePlatform: "Server",
    minimumHealthyHosts,
  };
}

function traffic(
  computePlatform: "Lambda" | "ECS",
  name: string,
  trafficRoutingConfig: TrafficRoutingConfig,
): DeploymentConfigInfo {
  return {
    deploymentConfigName: `${predefinedPrefix}${name}`,
    computePlatform,
    trafficRoutingConfig,
  };
}

function canary(minutes: number): TrafficRoutingConfig {
  const timeBasedCanary = { canaryPercentage: 10, canaryInterval: minutes };
  return { type: "TimeBasedCanary", timeBasedCanary };
}

function linear(minutes: number): TrafficRoutingConfig {
  const timeBasedLinear = { linearPercentage: 10, linearInterval: minutes };
  return { type: "TimeBasedLinear", timeBasedLinear };
}
