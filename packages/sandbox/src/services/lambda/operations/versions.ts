import type { ListVersionsByFunctionRequest, PublishVersionRequest } from "@aws-sdk/client-lambda";
import type { Call } from "../../../kernel/service.ts";
import { check, length } from "../constraint.ts";
import { invalidParameter, wrongRevision } from "../errors.ts";
import {
  configurationOf,
  listedConfiguration,
  type ShownConfiguration,
} from "../function-configuration.ts";
import { checkChangeable, locate } from "../lookup.ts";
import { pageOf } from "../page.ts";
import { publish } from "../revisions.ts";
import type { Lambda } from "../state.ts";

export function publishVersion(
  lambda: Lambda,
  call: Call,
  input: PublishVersionRequest,
): ShownConfiguration {
  check(length("description", input.Description, 0, 256));
  const { fn } = locate(lambda, call.scope, input.FunctionName);
  checkChangeable(fn);
  if (input.RevisionId && input.RevisionId !== fn.latest.revisionId) throw wrongRevision();
  const { sha256 } = fn.latest.code;
  if (input.CodeSha256 && input.CodeSha256 !== sha256) {
    throw invalidParameter(
      `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${sha256}). Please try again with the CodeSHA256 in $LATEST.`,
    );
  }
  const version = publish(lambda, fn, input.Description);
  return configurationOf(fn, version, version.version);
}

export function listVersionsByFunction(
  lambda: Lambda,
  call: Call,
  input: ListVersionsByFunctionRequest,
): { Versions: ShownConfiguration[]; NextMarker: string | undefined } {
  const { fn } = locate(lambda, call.scope, input.FunctionName);
  const { items, NextMarker } = pageOf([fn.latest, ...fn.versions.values()], input);
  const Versions = items.map((item) => listedConfiguration(fn, item, item.version));
  return { Versions, NextMarker };
}
