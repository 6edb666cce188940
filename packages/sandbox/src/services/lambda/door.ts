import type { AliasState, LambdaDoor } from "../../kernel/cloud.ts";
import { checkAliasInput } from "./alias-rules.ts";
import { changeAlias, findAlias } from "./aliases.ts";
import { enqueue } from "./async-invocation.ts";
import { locate } from "./lookup.ts";
import type { Alias, Lambda } from "./state.ts";

/** Lambda for the other services of the sandbox. */
export function createLambdaDoor(lambda: Lambda): LambdaDoor {
  return {
    invokeAsync(scope, functionRef, payload) {
      const requestId = lambda.cloud.random.uuid();
      enqueue(lambda, scope, { functionName: functionRef, payload, requestId });
    },
    getAlias(scope, functionName, alias) {
      const { fn } = locate(lambda, scope, functionName);
      return stateOf(findAlias(fn, alias));
    },
    updateAlias(scope, functionName, alias, { functionVersion, weights }) {
      checkAliasInput({ name: alias, functionVersion, description: undefined, weights });
      const { fn } = locate(lambda, scope, functionName);
      return stateOf(changeAlias(lambda, fn, alias, { functionVersion, weights }));
    },
    hasVersion(scope, functionName, version) {
      const { fn } = locate(lambda, scope, functionName);
      return version === "$LATEST" || fn.versions.has(version);
    },
  };
}

function stateOf({ functionVersion, weights, revisionId }: Alias): AliasState {
  return { functionVersion, weights, revisionId };
}
