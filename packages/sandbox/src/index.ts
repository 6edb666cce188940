import type { AddressInfo } from "node:net";
import { createFaults } from "./controls/faults.ts";
import { createControls } from "./controls/index.ts";
import { createGateway } from "./gateway.ts";
import { type Clock, type ClockMode, createClock } from "./kernel/clock.ts";
import type { Cloud } from "./kernel/cloud.ts";
import { createCloud } from "./kernel/create-cloud.ts";
import { createRandom } from "./kernel/random.ts";
import type { Service } from "./kernel/service.ts";
import { defaultSettings, type Settings } from "./kernel/settings.ts";
import { createRequestLog, type LoggedRequest } from "./request-log.ts";
import { createCloudWatch } from "./services/cloudwatch/index.ts";
import { createCodeDeploy } from "./services/codedeploy/index.ts";
import { createDynamoDb } from "./services/dynamodb/index.ts";
import { createEventBridge } from "./services/eventbridge/index.ts";
import { createLambda } from "./services/lambda/index.ts";
import { createS3 } from "./services/s3/index.ts";
import { createSqs } from "./services/sqs/index.ts";
import { createSsm } from "./services/ssm/index.ts";
import { createSts } from "./services/sts/index.ts";

export interface SandboxOptions {
  /** Port on loopback; 0 takes a free one. */
  readonly port?: number;
  /** Seed of all chance: ids, weighted routing, phases of polls. */
  readonly seed?: number;
  readonly clock?: ClockMode;
  /** Sandbox time at the start, ms since the epoch. */
  readonly start?: number;
  readonly settings?: Partial<Settings>;
  /** Hears of what goes wrong inside the sandbox itself; the default throws it as uncaught. */
  readonly onError?: (error: unknown) => void;
}

/** A small AWS on localhost. */
export interface Sandbox {
  /** The endpoint of every service. */
  readonly url: string;
  readonly clock: Clock;
  readonly cloud: Cloud;
  /** What was called, oldest first. */
  requests(): readonly LoggedRequest[];
  /** Forgets everything that was made in it; the clock goes on. */
  reset(): Promise<void>;
  /** Ends the server and every function's process. */
  stop(): Promise<void>;
}

export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const onError = options.onError ?? throwUncaught;
  const clock = createClock(
    options.start ?? Date.now(),
    options.clock ?? { type: "running", speed: 1 },
    onError,
  );
  const settings = { ...defaultSettings, ...options.settings };
  const cloud = createCloud({ clock, random: createRandom(options.seed ?? 1), settings });
  const services = await createServices(cloud);
  const requests = createRequestLog();
  const faults = createFaults(cloud.random);

  async function reset(): Promise<void> {
    for (const service of services) await service.reset();
    faults.clear();
    requests.clear();
  }

  const controls = createControls({ cloud, requests, faults, reset });
  const server = createGateway({ cloud, services, requests, faults, controls, onError });
  await listen(server, options.port ?? 4566);
  cloud.endpoint.url = `http://127.0.0.1:${portOf(server.address())}`;
  return {
    url: cloud.endpoint.url,
    clock,
    cloud,
    requests: () => requests.list(),
    reset,
    async stop() {
      clock.stop();
      await Promise.all(services.map((service) => service.stop?.()));
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function createServices(cloud: Cloud): Promise<readonly Service[]> {
  return Promise.all([
    createLambda(cloud),
    createCodeDeploy(cloud),
    createCloudWatch(cloud),
    createEventBridge(cloud),
    createSqs(cloud),
    createDynamoDb(cloud),
    createSsm(cloud),
    createSts(cloud),
    createS3(cloud),
  ]);
}

function listen(server: ReturnType<typeof createGateway>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(inUse(error, port)));
    server.listen(port, "127.0.0.1", resolve);
  });
}

function inUse(error: Error, port: number): Error {
  if (!("code" in error) || error.code !== "EADDRINUSE") return error;
  return new Error(`port ${port} is in use; stop what uses it or choose another with --aws-port`, {
    cause: error,
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === "object" && address) return address.port;
  throw new Error("the server has no port");
}

function throwUncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
