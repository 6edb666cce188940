import type { Scope } from "../../kernel/service.ts";
import { check, length, pattern } from "./constraint.ts";
import { invalidParameter, notFound } from "./errors.ts";

/** A function as callers name it: by name, partial ARN or ARN, with or without a qualifier. */
export interface FunctionReference {
  readonly scope: Scope;
  readonly name: string;
  /** Version, `$LATEST` or alias. */
  readonly qualifier: string | undefined;
}

const namePattern =
  "(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?";
const qualifierPattern = "\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+";
const parts =
  /^(?:arn:aws[a-zA-Z-]*:lambda:)?(?:(?<region>[a-z]{2}(?:-[a-z]+)+-\d):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[\w.-]+)(?::(?<qualifier>\$LATEST|[\w-]+))?$/;

/**
 * Reads a function's name and qualifier; both may carry the qualifier, but then the same. Throws
 * AwsError where AWS refuses them.
 */
export function parseReference(
  caller: Scope,
  functionName: string | undefined,
  qualifier?: string,
): FunctionReference {
  check(
    pattern("functionName", functionName, namePattern) ??
      length("functionName", functionName, 1, 256),
    pattern("qualifier", qualifier, qualifierPattern) ?? length("qualifier", qualifier, 1, 128),
  );
  const found = parts.exec(functionName ?? "")?.groups;
  if (!found) throw invalidParameter(`Invalid function name ${functionName}`);
  const { region = caller.region, account = caller.account, name = "" } = found;
  if (qualifier && found["qualifier"] && qualifier !== found["qualifier"]) {
    throw invalidParameter(
      "The derived qualifier from the function name does not match the specified qualifier.",
    );
  }
  if (region !== caller.region) {
    throw notFound(
      `Functions from '${region}' are not reachable in this region ('${caller.region}')`,
    );
  }
  return { scope: { account, region }, name, qualifier: qualifier ?? found["qualifier"] };
}

export function functionArn({ region, account }: Scope, name: string, qualifier?: string): string {
  const arn = `arn:aws:lambda:${region}:${account}:function:${name}`;
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}

export function arnOf({ scope, name, qualifier }: FunctionReference): string {
  return functionArn(scope, name, qualifier);
}

export function isVersionNumber(qualifier: string): boolean {
  return /^\d+$/.test(qualifier);
}
