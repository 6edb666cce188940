import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { FunctionName } from "../id.ts";
import type { Page, PageQuery } from "../page.ts";
import type { RegisteredFunction } from "./schema.ts";

/** Throws DomainError `FUNCTION_NOT_FOUND`. */
export async function getFunction(ctx: Context, name: FunctionName): Promise<RegisteredFunction> {
  const registered = await ctx.world.functions.get(name);
  if (registered) return registered;
  throw new DomainError(
    "FUNCTION_NOT_FOUND",
    `no function is registered as ${name}; register it with POST /functions`,
  );
}

/** By name. */
export function listFunctions(ctx: Context, query: PageQuery): Promise<Page<RegisteredFunction>> {
  return ctx.world.functions.list(query);
}
