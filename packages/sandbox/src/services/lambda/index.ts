import * as model from "@aws-sdk/client-lambda";
import type { Cloud } from "../../kernel/cloud.ts";
import { createRandom } from "../../kernel/random.ts";
import { scoped } from "../../kernel/scoped.ts";
import {
  type Call,
  type ModelledService,
  type Operation,
  type OperationSchema,
  operation,
} from "../../kernel/service.ts";
import { createRunner } from "../../runtime/runner.ts";
import { createLambdaDoor } from "./door.ts";
import { stopPolling } from "./event-source/poller.ts";
import { createLogStore, groupKey } from "./log-store.ts";
import * as aliases from "./operations/aliases.ts";
import * as concurrency from "./operations/concurrency.ts";
import * as mappings from "./operations/event-source-mappings.ts";
import * as functions from "./operations/functions.ts";
import { invoke } from "./operations/invoke.ts";
import * as permissions from "./operations/permissions.ts";
import * as tags from "./operations/tags.ts";
import * as updates from "./operations/updates.ts";
import * as versions from "./operations/versions.ts";
import { createLambdaState, type Lambda } from "./state.ts";

/** Lambda: functions that really run, versions, aliases that split calls, SQS event sources. */
export function createLambda(cloud: Cloud): ModelledService {
  const lambda = createState(cloud);
  cloud.doors.lambda = createLambdaDoor(lambda);
  return {
    kind: "modelled",
    signingName: "lambda",
    protocol: "restJson1",
    validationCode: "ValidationException",
    operations: operationsOf(lambda),
    reset: () => reset(lambda),
    async stop() {
      reset(lambda);
    },
  };
}

function createState(cloud: Cloud): Lambda {
  const logs = createLogStore();
  // When processes start depends on real time, so their names must not disturb the sequence of chance.
  const random = createRandom(cloud.random.below(2 ** 31));
  const runner = createRunner({
    endpoint: cloud.endpoint,
    time: () => {
      const mode = cloud.clock.mode();
      return { now: cloud.clock.now(), speed: mode.type === "running" ? mode.speed : 0 };
    },
    hex: random.hex,
    log: ({ account, region, logGroup }, stream, message) =>
      logs.add(groupKey(account, region, logGroup), { at: cloud.clock.now(), stream, message }),
  });
  return { cloud, states: scoped(createLambdaState), runner, logs, generation: 0, images: 0 };
}

function operationsOf(lambda: Lambda): Record<string, Operation> {
  function bind<Input, Output>(
    schema: OperationSchema,
    run: (lambda: Lambda, call: Call, input: Input) => Output | Promise<Output>,
  ): Operation {
    return operation<Input, Output>(schema, (call, input) => run(lambda, call, input));
  }
  return {
    AddPermission: bind(model.AddPermission$, permissions.addPermission),
    CreateAlias: bind(model.CreateAlias$, aliases.createAlias),
    CreateEventSourceMapping: bind(
      model.CreateEventSourceMapping$,
      mappings.createEventSourceMapping,
    ),
    CreateFunction: bind(model.CreateFunction$, functions.createFunction),
    DeleteAlias: bind(model.DeleteAlias$, aliases.deleteAlias),
    DeleteEventSourceMapping: bind(
      model.DeleteEventSourceMapping$,
      mappings.deleteEventSourceMapping,
    ),
    DeleteFunction: bind(model.DeleteFunction$, functions.deleteFunction),
    DeleteFunctionConcurrency: bind(
      model.DeleteFunctionConcurrency$,
      concurrency.deleteFunctionConcurrency,
    ),
    GetAccountSettings: bind(model.GetAccountSettings$, concurrency.getAccountSettings),
    GetAlias: bind(model.GetAlias$, aliases.getAlias),
    GetEventSourceMapping: bind(model.GetEventSourceMapping$, mappings.getEventSourceMapping),
    GetFunction: bind(model.GetFunction$, functions.getFunction),
    GetFunctionConcurrency: bind(model.GetFunctionConcurrency$, concurrency.getFunctionConcurrency),
    GetFunctionConfiguration: bind(
      model.GetFunctionConfiguration$,
      functions.getFunctionConfiguration,
    ),
    GetPolicy: bind(model.GetPolicy$, permissions.getPolicy),
    Invoke: bind(model.Invoke$, invoke),
    ListAliases: bind(model.ListAliases$, aliases.listAliases),
    ListEventSourceMappings: bind(model.ListEventSourceMappings$, mappings.listEventSourceMappings),
    ListFunctions: bind(model.ListFunctions$, functions.listFunctions),
    ListTags: bind(model.ListTags$, tags.listTags),
    ListVersionsByFunction: bind(model.ListVersionsByFunction$, versions.listVersionsByFunction),
    PublishVersion: bind(model.PublishVersion$, versions.publishVersion),
    PutFunctionConcurrency: bind(model.PutFunctionConcurrency$, concurrency.putFunctionConcurrency),
    RemovePermission: bind(model.RemovePermission$, permissions.removePermission),
    TagResource: bind(model.TagResource$, tags.tagResource),
    UntagResource: bind(model.UntagResource$, tags.untagResource),
    UpdateAlias: bind(model.UpdateAlias$, aliases.updateAlias),
    UpdateEventSourceMapping: bind(
      model.UpdateEventSourceMapping$,
      mappings.updateEventSourceMapping,
    ),
    UpdateFunctionCode: bind(model.UpdateFunctionCode$, updates.updateFunctionCode),
    UpdateFunctionConfiguration: bind(
      model.UpdateFunctionConfiguration$,
      updates.updateFunctionConfiguration,
    ),
  };
}

function reset(lambda: Lambda): void {
  lambda.generation++;
  for (const [, state] of lambda.states.entries()) {
    for (const mapping of state.mappings.values()) stopPolling(lambda, mapping);
  }
  lambda.runner.stop();
  lambda.states.clear();
  lambda.logs.clear();
}
