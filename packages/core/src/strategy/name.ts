import { z } from "zod";
import { Strategy } from "./schema.ts";

const canaryName = /^(?:CodeDeployDefault\.Lambda)?Canary(\d+)Percent(\d+)Minutes?$/;
const linearName = /^(?:CodeDeployDefault\.Lambda)?Linear(\d+)PercentEvery(\d+)Minutes?$/;
const allAtOnceName = /^(?:CodeDeployDefault\.Lambda)?AllAtOnce$/;

/** Reads `Canary10Percent5Minutes` and its like, with any numbers; undefined for other names. */
export function parseStrategyName(name: string): unknown {
  const canary = canaryName.exec(name);
  if (canary) {
    return { type: "canary", percent: Number(canary[1]), bakeMinutes: Number(canary[2]) };
  }
  const linear = linearName.exec(name);
  if (linear) {
    return { type: "linear", percent: Number(linear[1]), everyMinutes: Number(linear[2]) };
  }
  return allAtOnceName.test(name) ? { type: "all_at_once" } : undefined;
}

/** Name of a strategy as people and CodeDeploy write it, the inverse of `parseStrategyName`. */
export function strategyName(strategy: Strategy): string {
  switch (strategy.type) {
    case "canary":
      return `Canary${strategy.percent}Percent${strategy.bakeMinutes}${minutes(strategy.bakeMinutes)}`;
    case "linear":
      return `Linear${strategy.percent}PercentEvery${strategy.everyMinutes}${minutes(strategy.everyMinutes)}`;
    case "all_at_once":
      return "AllAtOnce";
  }
}

/** A strategy as a request may give it: spelt out, or by name. */
export const StrategyInput = z.union([
  Strategy,
  z.string().transform((name, context) => {
    const parsed = Strategy.safeParse(parseStrategyName(name));
    if (parsed.success) return parsed.data;
    context.addIssue({
      code: "custom",
      message: `no strategy is called ${name}; use a name like Canary10Percent5Minutes, Linear10PercentEvery1Minute or AllAtOnce, or spell it out as an object`,
    });
    return z.NEVER;
  }),
]);

function minutes(count: number): string {
  return count === 1 ? "Minute" : "Minutes";
}
