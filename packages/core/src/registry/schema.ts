import { z } from "zod";
import { AlarmSpecs, defaultAlarms } from "../alarm/schema.ts";
import { Gates } from "../gate/schema.ts";
import { FunctionName } from "../id.ts";
import { NotifyTargets } from "../notification/schema.ts";
import { StrategyInput } from "../strategy/name.ts";
import { Strategy } from "../strategy/schema.ts";
import { Instant } from "../time.ts";

const LambdaName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "a Lambda function's name has 1 to 64 letters, digits, - and _");
const AliasName = z
  .string()
  .regex(
    /^(?![0-9]+$)[A-Za-z0-9_-]{1,128}$/,
    "an alias has letters, digits, - and _, not digits alone",
  );
const Region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region looks like eu-west-1");
const RoleArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, "must be the ARN of a role");

/** Where the Lambda function lives, and the role to assume there (none in Coalmine's own account). */
export const TargetInput = z.strictObject({
  region: Region.optional(),
  roleArn: RoleArn.optional(),
});

/** The body of `POST /functions`. */
export const FunctionInput = z.strictObject({
  name: FunctionName,
  functionName: LambdaName,
  alias: AliasName.default("live"),
  stage: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .default("prod"),
  target: TargetInput.default({}),
  strategy: StrategyInput.default({ type: "canary", percent: 10, bakeMinutes: 5 }),
  alarms: AlarmSpecs.default([...defaultAlarms]),
  gates: Gates.default({ beforeTraffic: [], afterTraffic: [] }),
  notify: NotifyTargets.default([]),
  owners: z.array(z.string().min(1).max(100)).max(20).default([]),
});
export type FunctionInput = z.infer<typeof FunctionInput>;

/** Where a release acts: the alias of a Lambda function, and its place in the traffic engine. */
export const Target = z.object({
  region: Region,
  roleArn: RoleArn.nullable(),
  functionName: LambdaName,
  alias: AliasName,
  /** Names under which the engine knows this alias. */
  application: z.string(),
  group: z.string(),
});
export type Target = z.infer<typeof Target>;

/** A registered Lambda function and alias. */
export const RegisteredFunction = z.object({
  name: FunctionName,
  version: z.number().int().nonnegative(),
  target: Target,
  stage: z.string(),
  strategy: Strategy,
  alarms: AlarmSpecs,
  gates: Gates,
  notify: NotifyTargets,
  owners: z.array(z.string()),
  createdAt: Instant,
  updatedAt: Instant,
});
export type RegisteredFunction = z.infer<typeof RegisteredFunction>;
