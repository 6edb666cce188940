import type {
  CreateFunctionRequest,
  DeleteFunctionRequest,
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
  GetFunctionResponse,
  ListFunctionsRequest,
} from "@aws-sdk/client-lambda";
import type { Call } from "../../../kernel/service.ts";
import { readCode } from "../code-package.ts";
import { check, oneOf } from "../constraint.ts";
import { conflict, functionNotFound, invalidParameter } from "../errors.ts";
import {
  configurationOf,
  listedConfiguration,
  type ShownConfiguration,
} from "../function-configuration.ts";
import { arnOf, functionArn, isVersionNumber, parseReference } from "../function-reference.ts";
import { newSettings } from "../function-settings.ts";
import { checkUnused, locate, revisionOf } from "../lookup.ts";
import { pageOf } from "../page.ts";
import {
  activateLater,
  createRevision,
  publish,
  removeFunction,
  removeVersion,
} from "../revisions.ts";
import type { Lambda, LambdaFunction } from "../state.ts";

export function createFunction(
  lambda: Lambda,
  call: Call,
  input: CreateFunctionRequest,
): ShownConfiguration {
  const { scope, name, qualifier } = parseReference(call.scope, input.FunctionName);
  check(oneOf("packageType", input.PackageType, ["Zip", "Image"]));
  if (qualifier !== undefined) throw invalidParameter("Function name must not have a qualifier.");
  if (name.length > 64) {
    throw invalidParameter(`Function name is longer than 64 characters: ${name}`);
  }
  const settings = newSettings(input);
  const code = readCode(lambda.cloud, input.Code ?? {});
  const { functions } = lambda.states.of(scope);
  if (functions.has(name)) throw conflict(`Function already exist: ${name}`);
  const latest = createRevision(lambda, { scope, name }, "$LATEST", { settings, code });
  const fn: LambdaFunction = {
    scope,
    name,
    arn: functionArn(scope, name),
    latest,
    serving: latest.image,
    versions: new Map(),
    lastVersion: 0,
    published: undefined,
    aliases: new Map(),
    policies: new Map(),
    tags: new Map(Object.entries(input.Tags ?? {})),
    reservedConcurrency: undefined,
    running: 0,
    transition: undefined,
  };
  functions.set(name, fn);
  activateLater(lambda, fn);
  if (!input.Publish) return configurationOf(fn, latest);
  const version = publish(lambda, fn, undefined);
  return configurationOf(fn, version, version.version);
}

export function getFunction(
  lambda: Lambda,
  call: Call,
  input: GetFunctionRequest,
): Omit<GetFunctionResponse, "Configuration"> & { Configuration: ShownConfiguration } {
  const { fn, reference } = locate(lambda, call.scope, input.FunctionName, input.Qualifier);
  const revision = existing(fn, reference.qualifier);
  const limit = fn.reservedConcurrency;
  return {
    Configuration: configurationOf(fn, revision, reference.qualifier),
    Code: {
      RepositoryType: "S3",
      Location: `${lambda.cloud.endpoint.url}/snapshots/${fn.scope.account}/${fn.name}-${encodeURIComponent(revision.code.sha256)}`,
    },
    ...(fn.tags.size > 0 && { Tags: Object.fromEntries(fn.tags) }),
    ...(limit !== undefined && { Concurrency: { ReservedConcurrentExecutions: limit } }),
  };
}

export function getFunctionConfiguration(
  lambda: Lambda,
  call: Call,
  input: GetFunctionConfigurationRequest,
): ShownConfiguration {
  const { fn, reference } = locate(lambda, call.scope, input.FunctionName, input.Qualifier);
  return configurationOf(fn, existing(fn, reference.qualifier), reference.qualifier);
}

export function listFunctions(
  lambda: Lambda,
  call: Call,
  input: ListFunctionsRequest,
): { Functions: ShownConfiguration[]; NextMarker: string | undefined } {
  check(oneOf("functionVersion", input.FunctionVersion, ["ALL"]));
  const functions = [...lambda.states.of(call.scope).functions.values()];
  functions.sort((a, b) => (a.name < b.name ? -1 : 1));
  const all = functions.flatMap((fn) => {
    if (input.FunctionVersion !== "ALL") return [listedConfiguration(fn, fn.latest)];
    const versions = [fn.latest, ...fn.versions.values()];
    return versions.map((revision) => listedConfiguration(fn, revision, revision.version));
  });
  const { items, NextMarker } = pageOf(all, input);
  return { Functions: [...items], NextMarker };
}

/** Without a qualifier the whole function; a version that is not there is deleted as well. */
export function deleteFunction(lambda: Lambda, call: Call, input: DeleteFunctionRequest): object {
  const { fn, reference } = locate(lambda, call.scope, input.FunctionName, input.Qualifier);
  const { qualifier } = reference;
  if (qualifier === undefined) {
    removeFunction(lambda, fn);
    return {};
  }
  if (qualifier === "$LATEST") {
    throw invalidParameter("$LATEST version cannot be deleted without deleting the function.");
  }
  if (!isVersionNumber(qualifier)) {
    throw invalidParameter("Deletion of aliases is not currently supported.");
  }
  checkUnused(fn, qualifier);
  removeVersion(lambda, fn, qualifier);
  return {};
}

function existing(fn: LambdaFunction, qualifier: string | undefined) {
  if (qualifier === undefined || qualifier === "$LATEST") return fn.latest;
  if (!fn.aliases.has(qualifier) && !fn.versions.has(qualifier)) {
    throw functionNotFound(arnOf({ scope: fn.scope, name: fn.name, qualifier }));
  }
  return revisionOf(fn, qualifier);
}
