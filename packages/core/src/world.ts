import type { AlarmKeeper } from "./ports/alarm-keeper.ts";
import type { Clock } from "./ports/clock.ts";
import type { FunctionStore } from "./ports/function-store.ts";
import type { Ids } from "./ports/ids.ts";
import type { LambdaFunctions } from "./ports/lambda-functions.ts";
import type { Log } from "./ports/log.ts";
import type { MetricReader } from "./ports/metric-reader.ts";
import type { Notifier } from "./ports/notifier.ts";
import type { Outbox } from "./ports/outbox.ts";
import type { ActiveReleases, ReleaseStore } from "./ports/release-store.ts";
import type { TaskQueue } from "./ports/task-queue.ts";
import type { TrafficShifter } from "./ports/traffic-shifter.ts";

/** Everything the domain may ask of the outside. Two implementations: AWS and memory. */
export interface World {
  readonly home: Home;
  readonly alarms: AlarmKeeper;
  readonly active: ActiveReleases;
  readonly clock: Clock;
  readonly functions: FunctionStore;
  readonly ids: Ids;
  readonly lambda: LambdaFunctions;
  readonly log: Log;
  readonly metrics: MetricReader;
  readonly notifier: Notifier;
  readonly outbox: Outbox;
  readonly releases: ReleaseStore;
  readonly tasks: TaskQueue;
  readonly traffic: TrafficShifter;
}

/** Where Coalmine itself lives. */
export interface Home {
  readonly region: string;
  /** Name of the application that holds its deployment groups. */
  readonly application: string;
  /** Where people and pipelines reach the API, without a slash at the end. */
  readonly publicUrl: string;
}
