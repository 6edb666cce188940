import { aliasAt, hasDrifted, mayRollBack } from "./alias-plan.ts";
import type { LambdaAppSpec } from "./appspec.ts";
import { type Fault, invalidConfiguration, lambdaFault } from "./faults.ts";
import type { CodeDeploy, Deployment } from "./state.ts";

/**
 * Moves the deployment's alias with one UpdateAlias, unless somebody else has touched it.
 * Returns what went wrong.
 */
export function moveAlias(
  service: CodeDeploy,
  deployment: Deployment,
  spec: LambdaAppSpec,
  move: { fromPercent: number; toPercent: number },
): Fault | undefined {
  const { lambda } = service.cloud.doors;
  const { scope } = deployment;
  try {
    const alias = lambda.getAlias(scope, spec.functionName, spec.alias);
    const isOurs = deployment.rollsBack
      ? mayRollBack(alias, spec)
      : !hasDrifted(alias, aliasAt(spec, move.fromPercent));
    if (!isOurs) return invalidConfiguration();
    lambda.updateAlias(scope, spec.functionName, spec.alias, aliasAt(spec, move.toPercent));
    return undefined;
  } catch (error) {
    return lambdaFault(error);
  }
}
