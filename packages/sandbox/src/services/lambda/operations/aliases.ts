import type {
  AliasConfiguration,
  CreateAliasRequest,
  DeleteAliasRequest,
  GetAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
  UpdateAliasRequest,
} from "@aws-sdk/client-lambda";
import type { Call } from "../../../kernel/service.ts";
import { checkAliasInput } from "../alias-rules.ts";
import { addAlias, aliasConfigurationOf, changeAlias, findAlias } from "../aliases.ts";
import { locate } from "../lookup.ts";
import { pageOf } from "../page.ts";
import type { Lambda } from "../state.ts";

export function createAlias(
  lambda: Lambda,
  call: Call,
  input: CreateAliasRequest,
): AliasConfiguration {
  check(input);
  const { fn } = locate(lambda, call.scope, input.FunctionName);
  const alias = addAlias(lambda, fn, input.Name ?? "", {
    functionVersion: input.FunctionVersion ?? "",
    description: input.Description ?? "",
    weights: input.RoutingConfig?.AdditionalVersionWeights ?? {},
  });
  return aliasConfigurationOf(fn, alias);
}

export function getAlias(lambda: Lambda, call: Call, input: GetAliasRequest): AliasConfiguration {
  check(input);
  const { fn } = locate(lambda, call.scope, input.FunctionName);
  return aliasConfigurationOf(fn, findAlias(fn, input.Name ?? ""));
}

export function updateAlias(
  lambda: Lambda,
  call: Call,
  input: UpdateAliasRequest,
): AliasConfiguration {
  check(input);
  const { fn } = locate(lambda, call.scope, input.FunctionName);
  const { RoutingConfig } = input;
  const alias = changeAlias(lambda, fn, input.Name ?? "", {
    functionVersion: input.FunctionVersion,
    description: input.Description,
    weights: RoutingConfig && (RoutingConfig.AdditionalVersionWeights ?? {}),
    revisionId: input.RevisionId,
  });
  return aliasConfigurationOf(fn, alias);
}

/** An alias that is not there is deleted as well. */
export function deleteAlias(lambda: Lambda, call: Call, input: DeleteAliasRequest): object {
  check(input);
  const { fn } = locate(lambda, call.scope, input.FunctionName);
  fn.aliases.delete(input.Name ?? "");
  fn.policies.delete(input.Name ?? "");
  return {};
}

export function listAliases(
  lambda: Lambda,
  call: Call,
  input: ListAliasesRequest,
): ListAliasesResponse {
  const { fn } = locate(lambda, call.scope, input.FunctionName);
  const aliases = [...fn.aliases.values()]
    .filter(({ functionVersion }) => (input.FunctionVersion ?? functionVersion) === functionVersion)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, NextMarker } = pageOf(aliases, input);
  return { Aliases: items.map((alias) => aliasConfigurationOf(fn, alias)), NextMarker };
}

function check(input: Partial<UpdateAliasRequest>): void {
  checkAliasInput({
    name: input.Name,
    functionVersion: input.FunctionVersion,
    description: input.Description,
    weights: input.RoutingConfig?.AdditionalVersionWeights,
  });
}
