import { z } from "zod";
import { type RegisteredFunction, RegisteredFunction as Stored, Target } from "./schema.ts";

/** A registered function as every route returns it. */
export const FunctionView = Stored.omit({ version: true, target: true }).extend({
  functionName: z.string(),
  alias: z.string(),
  target: Target.pick({ region: true, roleArn: true }),
  /** The CodeDeploy application and deployment group that carry the shifts. */
  deployment: z.object({ application: z.string(), group: z.string() }),
});
export type FunctionView = z.infer<typeof FunctionView>;

export function view(registered: RegisteredFunction): FunctionView {
  const { version: _version, target, ...rest } = registered;
  const { functionName, alias, region, roleArn, application, group } = target;
  return {
    ...rest,
    functionName,
    alias,
    target: { region, roleArn },
    deployment: { application, group },
  };
}
