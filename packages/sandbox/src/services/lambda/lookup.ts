import type { Scope } from "../../kernel/service.ts";
import type { FunctionImage } from "../../runtime/function-image.ts";
import { conflict, functionNotFound, stillPending, updateInProgress } from "./errors.ts";
import {
  arnOf,
  type FunctionReference,
  functionArn,
  isVersionNumber,
  parseReference,
} from "./function-reference.ts";
import type { Alias, Lambda, LambdaFunction, Revision } from "./state.ts";

export interface Located {
  readonly fn: LambdaFunction;
  readonly reference: FunctionReference;
}

/** The function that a request names. Throws `ResourceNotFoundException`. */
export function locate(
  lambda: Lambda,
  caller: Scope,
  functionName: string | undefined,
  qualifier?: string,
): Located {
  const reference = parseReference(caller, functionName, qualifier);
  const fn = lambda.states.of(reference.scope).functions.get(reference.name);
  if (!fn) throw functionNotFound(arnOf(reference));
  return { fn, reference };
}

/** The version that a qualifier means; for an alias its main one. */
export function revisionOf(fn: LambdaFunction, qualifier: string | undefined): Revision {
  if (qualifier === undefined || qualifier === "$LATEST") return fn.latest;
  const alias = fn.aliases.get(qualifier);
  return versionOf(fn, alias ? alias.functionVersion : qualifier);
}

export function versionOf(fn: LambdaFunction, version: string): Revision {
  const revision = version === "$LATEST" ? fn.latest : fn.versions.get(version);
  if (!revision) throw functionNotFound(functionArn(fn.scope, fn.name, version));
  return revision;
}

export function aliasOf(fn: LambdaFunction, qualifier: string | undefined): Alias | undefined {
  if (qualifier === undefined || isVersionNumber(qualifier)) return undefined;
  return fn.aliases.get(qualifier);
}

/** What runs when that version is called: the old code of `$LATEST` while its update is in progress. */
export function imageOf(fn: LambdaFunction, revision: Revision): FunctionImage {
  return revision.version === "$LATEST" ? fn.serving : revision.image;
}

/** Throws where the function takes no change at this time. */
export function checkChangeable(fn: LambdaFunction): void {
  if (fn.latest.state === "Pending") throw stillPending();
  if (fn.latest.update === "InProgress") throw updateInProgress(fn.arn);
}

export function checkUnused(fn: LambdaFunction, version: string): void {
  const users = [...fn.aliases.values()].filter(
    (alias) => alias.functionVersion === version || version in alias.weights,
  );
  if (users.length === 0) return;
  const names = users.map((alias) => alias.name).join(", ");
  throw conflict(`Unable to delete version because the following aliases reference it: [${names}]`);
}
