import type { FunctionName } from "../id.ts";
import type { Page, PageQuery } from "../page.ts";
import type { RegisteredFunction } from "../registry/schema.ts";

export interface FunctionStore {
  /** Throws DomainError `FUNCTION_EXISTS` when the name or the alias behind it is registered. */
  create(registered: RegisteredFunction): Promise<void>;
  get(name: FunctionName): Promise<RegisteredFunction | undefined>;
  /** By name. */
  list(query: PageQuery): Promise<Page<RegisteredFunction>>;
}
