import type { EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";
import type { Timer } from "../../../kernel/clock.ts";
import type { Scope } from "../../../kernel/service.ts";
import type { Received } from "./records.ts";

/** An SQS queue that feeds a function. */
export interface Mapping {
  readonly scope: Scope;
  readonly uuid: string;
  readonly queueArn: string;
  settings: MappingSettings;
  state: "Creating" | "Enabled" | "Disabled" | "Enabling" | "Disabling" | "Updating" | "Deleting";
  /** ms since the epoch. */
  lastModified: number;
  /** Batches that a function works on. */
  running: number;
  readonly buffer: Received[];
  /** Set while the batching window is open; it closes at its end. */
  window: Timer | undefined;
  isWindowOver: boolean;
  /** Set while a look at the queue is due. */
  pump: Timer | undefined;
  unsubscribe: (() => void) | undefined;
}

export interface MappingSettings {
  /** Of the function, with the qualifier by which it is called. */
  readonly functionArn: string;
  readonly isEnabled: boolean;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly reportsFailures: boolean;
  readonly maximumConcurrency: number | undefined;
}

export function mappingArn({ scope, uuid }: Mapping): string {
  return `arn:aws:lambda:${scope.region}:${scope.account}:event-source-mapping:${uuid}`;
}

export function mappingConfigurationOf(mapping: Mapping): EventSourceMappingConfiguration {
  const { settings } = mapping;
  const MaximumConcurrency = settings.maximumConcurrency;
  return {
    UUID: mapping.uuid,
    EventSourceMappingArn: mappingArn(mapping),
    EventSourceArn: mapping.queueArn,
    FunctionArn: settings.functionArn,
    BatchSize: settings.batchSize,
    MaximumBatchingWindowInSeconds: settings.windowSeconds,
    FunctionResponseTypes: settings.reportsFailures ? ["ReportBatchItemFailures"] : [],
    ...(MaximumConcurrency !== undefined && { ScalingConfig: { MaximumConcurrency } }),
    State: mapping.state,
    StateTransitionReason: "USER_INITIATED",
    LastModified: new Date(mapping.lastModified),
  };
}
