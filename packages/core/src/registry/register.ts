import type { Context } from "../context.ts";
import type { FunctionInput, RegisteredFunction, Target } from "./schema.ts";

/** Puts a Lambda function under Coalmine: its alias is found or made, and the traffic engine set up. */
export async function registerFunction(
  ctx: Context,
  input: FunctionInput,
): Promise<RegisteredFunction> {
  const registered = build(ctx, input);
  await ctx.world.lambda.adoptAlias(registered.target);
  await ctx.world.traffic.setUp(registered.target);
  await ctx.world.functions.create(registered);
  ctx.world.log.info("function registered", { function: registered.name, actor: ctx.actor.name });
  return registered;
}

function build(ctx: Context, input: FunctionInput): RegisteredFunction {
  const now = ctx.world.clock.now();
  const { name, stage, strategy, alarms, gates, notify, owners } = input;
  const version = 0;
  const target = targetOf(ctx, input);
  return {
    name,
    version,
    target,
    stage,
    strategy,
    alarms,
    gates,
    notify,
    owners,
    createdAt: now,
    updatedAt: now,
  };
}

function targetOf(ctx: Context, input: FunctionInput): Target {
  const { home } = ctx.world;
  return {
    region: input.target.region ?? home.region,
    roleArn: input.target.roleArn ?? null,
    functionName: input.functionName,
    alias: input.alias,
    application: home.application,
    group: input.name,
  };
}
