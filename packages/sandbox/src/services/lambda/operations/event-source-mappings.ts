import type {
  CreateEventSourceMappingRequest,
  DeleteEventSourceMappingRequest,
  EventSourceMappingConfiguration,
  GetEventSourceMappingRequest,
  ListEventSourceMappingsRequest,
  ListEventSourceMappingsResponse,
  UpdateEventSourceMappingRequest,
} from "@aws-sdk/client-lambda";
import { AwsError } from "../../../kernel/aws-error.ts";
import type { Call } from "../../../kernel/service.ts";
import { check, oneOf, range } from "../constraint.ts";
import { conflict, invalidParameter, notFound } from "../errors.ts";
import {
  type Mapping,
  type MappingSettings,
  mappingConfigurationOf,
} from "../event-source/mapping.ts";
import { startPolling, stopPolling } from "../event-source/poller.ts";
import { arnOf, parseReference } from "../function-reference.ts";
import { locate, revisionOf } from "../lookup.ts";
import { pageOf } from "../page.ts";
import { after, type Lambda } from "../state.ts";

type Input = CreateEventSourceMappingRequest | UpdateEventSourceMappingRequest;

const defaults = {
  isEnabled: true,
  batchSize: 10,
  windowSeconds: 0,
  reportsFailures: false,
  maximumConcurrency: undefined,
};

export function createEventSourceMapping(
  lambda: Lambda,
  call: Call,
  input: CreateEventSourceMappingRequest,
): EventSourceMappingConfiguration {
  const queueArn = input.EventSourceArn ?? "";
  checkInput(input);
  if (!queueArn.startsWith("arn:aws:sqs:")) {
    throw invalidParameter("The sandbox has event source mappings of SQS queues only.");
  }
  const functionArn = checkedFunction(lambda, call, input.FunctionName, queueArn);
  const { mappings } = lambda.states.of(call.scope);
  const twin = [...mappings.values()].find(
    (known) => known.queueArn === queueArn && known.settings.functionArn === functionArn,
  );
  if (twin) throw alreadyExists(twin);
  const mapping: Mapping = {
    scope: call.scope,
    uuid: lambda.cloud.random.uuid(),
    queueArn,
    settings: settingsOf({ ...defaults, functionArn }, input),
    state: "Creating",
    lastModified: lambda.cloud.clock.now(),
    running: 0,
    buffer: [],
    window: undefined,
    isWindowOver: false,
    pump: undefined,
    unsubscribe: undefined,
  };
  mappings.set(mapping.uuid, mapping);
  settleLater(lambda, mapping);
  return mappingConfigurationOf(mapping);
}

export function getEventSourceMapping(
  lambda: Lambda,
  call: Call,
  input: GetEventSourceMappingRequest,
): EventSourceMappingConfiguration {
  return mappingConfigurationOf(find(lambda, call, input.UUID));
}

export function updateEventSourceMapping(
  lambda: Lambda,
  call: Call,
  input: UpdateEventSourceMappingRequest,
): EventSourceMappingConfiguration {
  checkInput(input);
  const mapping = changeable(lambda, call, input.UUID, "update");
  const { settings, queueArn } = mapping;
  const functionArn =
    input.FunctionName === undefined
      ? settings.functionArn
      : checkedFunction(lambda, call, input.FunctionName, queueArn);
  const changed = settingsOf({ ...settings, functionArn }, input);
  stopPolling(lambda, mapping);
  mapping.state = transitionOf(settings, changed);
  mapping.settings = changed;
  mapping.lastModified = lambda.cloud.clock.now();
  settleLater(lambda, mapping);
  return mappingConfigurationOf(mapping);
}

export function deleteEventSourceMapping(
  lambda: Lambda,
  call: Call,
  input: DeleteEventSourceMappingRequest,
): EventSourceMappingConfiguration {
  const mapping = changeable(lambda, call, input.UUID, "delete");
  stopPolling(lambda, mapping);
  mapping.state = "Deleting";
  after(lambda, lambda.cloud.settings.lambdaMappingSeconds * 1000, () => {
    lambda.states.of(mapping.scope).mappings.delete(mapping.uuid);
  });
  return mappingConfigurationOf(mapping);
}

export function listEventSourceMappings(
  lambda: Lambda,
  call: Call,
  input: ListEventSourceMappingsRequest,
): ListEventSourceMappingsResponse {
  const { FunctionName, EventSourceArn } = input;
  const functionArn = FunctionName && arnOf(parseReference(call.scope, FunctionName));
  const found = [...lambda.states.of(call.scope).mappings.values()].filter(
    ({ settings, queueArn }) =>
      (!functionArn || settings.functionArn === functionArn) &&
      (!EventSourceArn || queueArn === EventSourceArn),
  );
  const { items, NextMarker } = pageOf(found, input);
  return { EventSourceMappings: items.map(mappingConfigurationOf), NextMarker };
}

function checkInput(input: Input): void {
  const most = input.ScalingConfig?.MaximumConcurrency;
  check(
    range("batchSize", input.BatchSize, 1, 10_000),
    range("maximumBatchingWindowInSeconds", input.MaximumBatchingWindowInSeconds, 0, 300),
    range("scalingConfig.maximumConcurrency", most, 2, 1000),
    ...(input.FunctionResponseTypes ?? []).map((type) =>
      oneOf("functionResponseTypes", type, ["ReportBatchItemFailures"]),
    ),
  );
  if (input.FilterCriteria?.Filters?.length) {
    throw invalidParameter("The sandbox's event source mappings have no filter criteria.");
  }
}

function settingsOf(settings: MappingSettings, input: Input): MappingSettings {
  const { ScalingConfig, FunctionResponseTypes } = input;
  const changed: MappingSettings = {
    functionArn: settings.functionArn,
    isEnabled: input.Enabled ?? settings.isEnabled,
    batchSize: input.BatchSize ?? settings.batchSize,
    windowSeconds: input.MaximumBatchingWindowInSeconds ?? settings.windowSeconds,
    reportsFailures: FunctionResponseTypes
      ? FunctionResponseTypes.includes("ReportBatchItemFailures")
      : settings.reportsFailures,
    maximumConcurrency: ScalingConfig
      ? ScalingConfig.MaximumConcurrency
      : settings.maximumConcurrency,
  };
  if (changed.batchSize > 10 && changed.windowSeconds === 0) {
    throw invalidParameter(
      "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    );
  }
  return changed;
}

/** ARN of the function as it was named. Throws where it cannot be fed from that queue. */
function checkedFunction(
  lambda: Lambda,
  call: Call,
  functionName: string | undefined,
  queueArn: string,
): string {
  const { fn, reference } = locate(lambda, call.scope, functionName);
  const timeout = revisionOf(fn, reference.qualifier).settings.Timeout ?? 0;
  const visibility = visibilityOf(lambda, queueArn);
  if (visibility < timeout) {
    throw invalidParameter(
      `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds`,
    );
  }
  return arnOf(reference);
}

function visibilityOf(lambda: Lambda, queueArn: string): number {
  try {
    return lambda.cloud.doors.sqs.visibilitySeconds(queueArn);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      `Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: ${error.message}`,
    );
  }
}

function alreadyExists({ scope, queueArn, settings, uuid }: Mapping): AwsError {
  const { name } = parseReference(scope, settings.functionArn);
  return conflict(
    `An event source mapping with SQS arn (" ${queueArn} ") and function (" ${name} ") already exists. Please update or delete the existing mapping with UUID ${uuid}`,
  );
}

function find(lambda: Lambda, call: Call, uuid: string | undefined): Mapping {
  const mapping = lambda.states.of(call.scope).mappings.get(uuid ?? "");
  if (!mapping) throw notFound("The resource you requested does not exist.");
  return mapping;
}

function changeable(
  lambda: Lambda,
  call: Call,
  uuid: string | undefined,
  verb: "update" | "delete",
): Mapping {
  const mapping = find(lambda, call, uuid);
  if (mapping.state === "Enabled" || mapping.state === "Disabled") return mapping;
  throw new AwsError(
    "ResourceInUseException",
    `Cannot ${verb} the event source mapping because it is in use.`,
  );
}

function transitionOf(before: MappingSettings, now: MappingSettings): Mapping["state"] {
  if (before.isEnabled === now.isEnabled) return "Updating";
  return now.isEnabled ? "Enabling" : "Disabling";
}

function settleLater(lambda: Lambda, mapping: Mapping): void {
  after(lambda, lambda.cloud.settings.lambdaMappingSeconds * 1000, () => {
    mapping.state = mapping.settings.isEnabled ? "Enabled" : "Disabled";
    if (mapping.settings.isEnabled) startPolling(lambda, mapping);
  });
}
