import type {
  CreateDeploymentGroupInput,
  CreateDeploymentInput,
  DeploymentInfo,
  LambdaTarget,
} from "@aws-sdk/client-codedeploy";
import { AwsError } from "../../src/kernel/aws-error.ts";
import { type Clock, createClock } from "../../src/kernel/clock.ts";
import type { AlarmState, Cloud, ServiceEvent } from "../../src/kernel/cloud.ts";
import { createRandom } from "../../src/kernel/random.ts";
import type { ModelledService, Scope } from "../../src/kernel/service.ts";
import { defaultSettings, type Settings } from "../../src/kernel/settings.ts";
import { createCodeDeploy } from "../../src/services/codedeploy/index.ts";
import { type Api, createApi } from "./api.ts";
import { createFakeLambda, type FakeLambda } from "./fake-lambda.ts";

export interface EmittedEvent {
  readonly at: number;
  readonly scope: Scope;
  readonly event: ServiceEvent;
}

/** CodeDeploy alone, on a stepped clock, with small stand-ins for the services around it. */
export interface World {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly service: ModelledService;
  readonly api: Api;
  readonly lambda: FakeLambda;
  readonly alarms: Map<string, AlarmState>;
  /** Times of all looks at alarms. */
  readonly polls: number[];
  readonly events: EmittedEvent[];
  /** By `bucket/key` or `bucket/key@version`. */
  readonly objects: Map<string, string>;
}

export const scope: Scope = { account: "123456789012", region: "us-east-1" };

/** When the clock of every test starts, in ms. */
export const start = Date.parse("2026-01-01T00:00:00Z");

export const roleArn = "arn:aws:iam::123456789012:role/codedeploy";

export const allRollbackEvents = {
  enabled: true,
  events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
} satisfies CreateDeploymentInput["autoRollbackConfiguration"];

export function createWorld(options: { seed?: number; settings?: Partial<Settings> } = {}): World {
  const clock = createClock(start, { type: "stepped" });
  const lambda = createFakeLambda(clock);
  const alarms = new Map<string, AlarmState>();
  const events: EmittedEvent[] = [];
  const objects = new Map<string, string>();
  const polls: number[] = [];
  const cloud = {
    clock,
    random: createRandom(options.seed ?? 1),
    settings: { ...defaultSettings, ...options.settings },
    endpoint: { url: "http://localhost" },
    doors: {
      lambda: lambda.door,
      cloudwatch: {
        alarmStates(_scope: Scope, names: readonly string[]) {
          polls.push(clock.now());
          return new Map([...alarms].filter(([name]) => names.includes(name)));
        },
      },
      events: {
        emit: (at: Scope, event: ServiceEvent) =>
          void events.push({ at: clock.now(), scope: at, event }),
      },
      s3: {
        getObject(bucket: string, key: string, versionId?: string) {
          const object = objects.get(`${bucket}/${key}${versionId ? `@${versionId}` : ""}`);
          if (object === undefined) throw new AwsError("NoSuchKey", "no such key", { status: 404 });
          return new TextEncoder().encode(object);
        },
      },
    },
  } as unknown as Cloud;
  const service = createCodeDeploy(cloud);
  const api = createApi(service, scope);
  return { cloud, clock, service, api, lambda, alarms, polls, events, objects };
}

/** Function `orders` with versions 5, 6 and 7, alias `live` at 5, two hooks, application and group. */
export function createOrders(world: World, group: Partial<CreateDeploymentGroupInput> = {}): void {
  world.lambda.addFunction("orders", ["5", "6", "7"], { live: "5" });
  world.lambda.addFunction("CodeDeployHook_before", []);
  world.lambda.addFunction("CodeDeployHook_after", []);
  world.api.CreateApplication({ applicationName: "shop", computePlatform: "Lambda" });
  world.api.CreateDeploymentGroup({
    applicationName: "shop",
    deploymentGroupName: "orders",
    serviceRoleArn: roleArn,
    deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
    deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
    autoRollbackConfiguration: allRollbackEvents,
    ...group,
  });
}

export interface SpecParts {
  from?: string;
  to?: string;
  function?: string;
  alias?: string;
  before?: string | null;
  after?: string | null;
}

export function appSpec(parts: SpecParts = {}): string {
  const properties = {
    Name: parts.function ?? "orders",
    Alias: parts.alias ?? "live",
    CurrentVersion: parts.from ?? "5",
    TargetVersion: parts.to ?? "6",
  };
  const hooks = [
    ...(parts.before === undefined ? [] : [{ BeforeAllowTraffic: parts.before }]),
    ...(parts.after === undefined ? [] : [{ AfterAllowTraffic: parts.after }]),
  ];
  return JSON.stringify({
    version: 0.0,
    Resources: [{ Target: { Type: "AWS::Lambda::Function", Properties: properties } }],
    ...(hooks.length > 0 ? { Hooks: hooks } : {}),
  });
}

export const bothHooks: SpecParts = {
  before: "CodeDeployHook_before",
  after: "CodeDeployHook_after",
};

/** Starts a deployment of `orders` from 5 to 6, unless told otherwise, and returns its id. */
export function deploy(
  world: World,
  spec: SpecParts = {},
  input: Partial<CreateDeploymentInput> = {},
): string {
  const { deploymentId } = world.api.CreateDeployment({
    applicationName: "shop",
    deploymentGroupName: "orders",
    revision: { revisionType: "AppSpecContent", appSpecContent: { content: appSpec(spec) } },
    ...input,
  });
  return deploymentId ?? "";
}

/** Lets both hooks report that after so many ms. */
export function reportHooks(
  world: World,
  beforeMs: number,
  afterMs: number,
  after: "Succeeded" | "Failed" = "Succeeded",
): void {
  const plan = [
    ["CodeDeployHook_before", beforeMs, "Succeeded"],
    ["CodeDeployHook_after", afterMs, after],
  ] as const;
  for (const [name, ms, status] of plan) {
    world.lambda.onCall.set(name, ({ payload }) => {
      world.clock.after(ms, () =>
        world.api.PutLifecycleEventHookExecutionStatus({
          deploymentId: payload.DeploymentId,
          lifecycleEventHookExecutionId: payload.LifecycleEventHookExecutionId,
          status,
        }),
      );
    });
  }
}

export function info(world: World, deploymentId: string): DeploymentInfo {
  return world.api.GetDeployment({ deploymentId }).deploymentInfo!;
}

export function target(world: World, deploymentId: string): LambdaTarget {
  const { targetIds } = world.api.ListDeploymentTargets({ deploymentId });
  const [targetId] = targetIds!;
  const output = world.api.GetDeploymentTarget({ deploymentId, targetId });
  return output.deploymentTarget!.lambdaTarget!;
}

/** Status of each lifecycle event, in order. */
export function eventStatuses(world: World, deploymentId: string): (string | undefined)[] {
  return target(world, deploymentId).lifecycleEvents!.map((event) => event.status);
}

/** The deployment that rolls that one back. */
export function rollbackOf(world: World, deploymentId: string): string {
  return info(world, deploymentId).rollbackInfo?.rollbackDeploymentId ?? "";
}

/** State of each event about that deployment, in order. */
export function announced(world: World, deploymentId: string): string[] {
  return world.events
    .map(({ event }) => event.detail as { deploymentId: string; state: string })
    .filter((detail) => detail.deploymentId === deploymentId)
    .map((detail) => detail.state);
}

/** From one time to another, in seconds. */
export function seconds(from: Date | undefined, to: Date | undefined): number {
  return (to!.getTime() - from!.getTime()) / 1000;
}

/** The code of what it throws. */
export function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
  return "no error";
}
