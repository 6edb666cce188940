import type { Clock } from "./clock.ts";
import type { Random } from "./random.ts";
import type { Scope } from "./service.ts";
import type { Settings } from "./settings.ts";

/**
 * What the services of one sandbox share, and the doors through which they reach each other (what
 * AWS does inside itself). A door is only opened at call time, so services may be made in any order.
 */
export interface Cloud {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: Settings;
  /** Where clients find the sandbox, without a slash at the end; set once the gateway listens. */
  readonly endpoint: { url: string };
  readonly doors: Doors;
}

export interface Doors {
  lambda: LambdaDoor;
  codedeploy: CodeDeployDoor;
  cloudwatch: CloudWatchDoor;
  events: EventsDoor;
  sqs: SqsDoor;
  s3: S3Door;
  sts: StsDoor;
}

export interface LambdaDoor {
  /**
   * Queues an asynchronous (`Event`) invocation and returns at once. `functionRef` is a name or an
   * ARN, with or without a qualifier. Throws AwsError where the function does not exist.
   */
  invokeAsync(scope: Scope, functionRef: string, payload: Uint8Array): void;
  /** Throws AwsError `ResourceNotFoundException`. Weights are fractions, `{}` when none. */
  getAlias(scope: Scope, functionName: string, alias: string): AliasState;
  /** One UpdateAlias: the version and the weights (`{}` clears). Throws AwsError as the API does. */
  updateAlias(
    scope: Scope,
    functionName: string,
    alias: string,
    change: { functionVersion: string; weights: Readonly<Record<string, number>> },
  ): AliasState;
  hasVersion(scope: Scope, functionName: string, version: string): boolean;
}

export interface AliasState {
  readonly functionVersion: string;
  readonly weights: Readonly<Record<string, number>>;
  readonly revisionId: string;
}

export interface CodeDeployDoor {
  /** Deployments that have not ended, for the control page. */
  active(): number;
}

export interface CloudWatchDoor {
  /** One observation of a metric; `at` (ms) is the instant that decides its minute. */
  record(scope: Scope, datum: MetricDatum): void;
  /** State of each alarm that exists; unknown names are left out. */
  alarmStates(scope: Scope, names: readonly string[]): ReadonlyMap<string, AlarmState>;
}

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface MetricDatum {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  readonly unit: string;
  readonly at: number;
}

export interface EventsDoor {
  /** Puts an event of an AWS service on the default bus; `time` and `id` are added. */
  emit(scope: Scope, event: ServiceEvent): void;
  /** The newest events that no target took, over all accounts, oldest first. */
  undelivered(): readonly Undelivered[];
}

export interface Undelivered {
  readonly ruleArn: string;
  readonly targetArn: string;
  readonly eventId: string;
  readonly reason: string;
}

export interface ServiceEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

export interface SqsDoor {
  /**
   * Throws AwsError where the queue does not exist or does not take the message. A FIFO queue needs
   * `groupId` and content-based deduplication.
   */
  send(queueArn: string, body: string, groupId?: string): void;
  /** Up to `max` visible messages, now hidden for `visibilitySeconds` (the queue's own when absent). */
  receive(queueArn: string, max: number, visibilitySeconds?: number): readonly SqsMessage[];
  remove(queueArn: string, receiptHandle: string): void;
  /** Makes a message visible again at once. */
  release(queueArn: string, receiptHandle: string): void;
  visibilitySeconds(queueArn: string): number;
  /** Calls `listener` each time a message becomes visible (sent, released, timed out, delay over). */
  onVisible(queueArn: string, listener: () => void): () => void;
}

/** A message in the form in which an event source mapping hands it to a function. */
export interface SqsMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, unknown>>;
}

export interface S3Door {
  /** Throws AwsError `NoSuchBucket`, `NoSuchKey` or `NoSuchVersion`. */
  getObject(bucket: string, key: string, versionId?: string): Uint8Array;
}

export interface StsDoor {
  /** The account whose credentials these are. */
  accountOf(accessKeyId: string): string;
}
