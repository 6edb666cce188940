import type { Scope } from "../../kernel/service.ts";
import type { FunctionImage } from "../../runtime/function-image.ts";
import { functionArn } from "./function-reference.ts";
import { aliasOf, imageOf, locate, revisionOf, versionOf } from "./lookup.ts";
import { routeCall } from "./routing.ts";
import type { Lambda, LambdaFunction } from "./state.ts";

/** Which version one call goes to, and how it was named. */
export interface InvokeTarget {
  readonly fn: LambdaFunction;
  readonly image: FunctionImage;
  /** With the qualifier as invoked. */
  readonly invokedArn: string;
  /** The `Resource` dimension of its metrics. */
  readonly resource: string;
  readonly isAlias: boolean;
}

/** Draws the version where an alias splits its calls. Throws AwsError where there is none. */
export function targetOf(
  lambda: Lambda,
  caller: Scope,
  functionName: string | undefined,
  qualifier?: string,
): InvokeTarget {
  const { fn, reference } = locate(lambda, caller, functionName, qualifier);
  const alias = aliasOf(fn, reference.qualifier);
  const revision = alias
    ? versionOf(
        fn,
        routeCall(alias, () => lambda.cloud.random.next()),
      )
    : revisionOf(fn, reference.qualifier);
  return {
    fn,
    image: imageOf(fn, revision),
    invokedArn: functionArn(fn.scope, fn.name, reference.qualifier),
    resource: reference.qualifier === undefined ? fn.name : `${fn.name}:${reference.qualifier}`,
    isAlias: alias !== undefined,
  };
}
