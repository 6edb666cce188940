import type { AliasConfiguration } from "@aws-sdk/client-lambda";
import { checkRouting, type Weights } from "./alias-rules.ts";
import { conflict, invalidParameter, notFound, wrongRevision } from "./errors.ts";
import { functionArn } from "./function-reference.ts";
import { versionOf } from "./lookup.ts";
import type { Alias, Lambda, LambdaFunction } from "./state.ts";

export interface AliasChange {
  readonly functionVersion?: string | undefined;
  readonly description?: string | undefined;
  /** `{}` clears, absent keeps. */
  readonly weights?: Weights | undefined;
  readonly revisionId?: string | undefined;
}

export function addAlias(
  lambda: Lambda,
  fn: LambdaFunction,
  name: string,
  content: { functionVersion: string; description: string; weights: Weights },
): Alias {
  if (fn.aliases.has(name)) throw conflict(`Alias already exists: ${aliasArn(fn, name)}`);
  checkTargets(fn, content.functionVersion, content.weights);
  return store(lambda, fn, { name, ...content });
}

/** Changes what is named, the rest stays: a new version alone keeps the weights. */
export function changeAlias(
  lambda: Lambda,
  fn: LambdaFunction,
  name: string,
  change: AliasChange,
): Alias {
  const alias = fn.aliases.get(name);
  if (!alias) throw notFound(`Alias not found: ${aliasArn(fn, name)}`);
  if (change.revisionId && change.revisionId !== alias.revisionId) throw wrongRevision();
  const functionVersion = change.functionVersion ?? alias.functionVersion;
  const weights = change.weights ?? alias.weights;
  checkTargets(fn, functionVersion, weights);
  const description = change.description ?? alias.description;
  return store(lambda, fn, { name, functionVersion, weights, description });
}

export function findAlias(fn: LambdaFunction, name: string): Alias {
  const alias = fn.aliases.get(name);
  if (!alias) throw notFound(`Cannot find alias arn: ${aliasArn(fn, name)}`);
  return alias;
}

export function aliasConfigurationOf(fn: LambdaFunction, alias: Alias): AliasConfiguration {
  const { name, functionVersion, description, revisionId, weights } = alias;
  const isSplit = Object.keys(weights).length > 0;
  return {
    AliasArn: aliasArn(fn, name),
    Name: name,
    FunctionVersion: functionVersion,
    Description: description,
    ...(isSplit && { RoutingConfig: { AdditionalVersionWeights: { ...weights } } }),
    RevisionId: revisionId,
  };
}

export function aliasArn(fn: LambdaFunction, name: string): string {
  return functionArn(fn.scope, fn.name, name);
}

function checkTargets(fn: LambdaFunction, functionVersion: string, weights: Weights): void {
  const main = versionOf(fn, functionVersion);
  checkRouting(functionVersion, weights);
  for (const version of Object.keys(weights)) {
    const other = versionOf(fn, version);
    if (other.settings.Role !== main.settings.Role) {
      throw invalidParameter("Versions that share an alias must have the same execution role.");
    }
    if (deadLettersOf(other) !== deadLettersOf(main)) {
      throw invalidParameter("Versions that share an alias must have the same dead-letter queue.");
    }
  }
}

function deadLettersOf({ settings }: ReturnType<typeof versionOf>): string {
  return settings.DeadLetterConfig?.TargetArn ?? "";
}

function store(lambda: Lambda, fn: LambdaFunction, alias: Omit<Alias, "revisionId">): Alias {
  const stored = { ...alias, revisionId: lambda.cloud.random.uuid() };
  fn.aliases.set(alias.name, stored);
  return stored;
}
