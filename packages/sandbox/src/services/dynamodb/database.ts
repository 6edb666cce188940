import { z } from "zod";
import type { Cloud } from "../../kernel/cloud.ts";
import type { Scope } from "../../kernel/service.ts";
import { createEngine, type Engine } from "./engine.ts";
import { createLock, type Lock } from "./lock.ts";
import { createTimeToLive, type TimeToLive } from "./time-to-live.ts";
import { createTokens, type Tokens } from "./tokens.ts";

/** The tables of one account and region. */
export interface Database {
  readonly cloud: Cloud;
  readonly scope: Scope;
  readonly engine: Engine;
  /** Single calls share it; a transaction has it alone, so that nobody sees half of it. */
  readonly lock: Lock;
  readonly timeToLive: TimeToLive;
  readonly tokens: Tokens;
  readonly tables: Map<string, TableRecord>;
}

/** What the sandbox knows of a table beside what dynalite knows. */
export interface TableRecord {
  readonly id: string;
  readonly createdAt: number;
  readonly keyNames: readonly string[];
  pointInTimeRecovery: boolean;
}

export type Item = Readonly<Record<string, unknown>>;

const Description = z.object({
  Table: z.object({ KeySchema: z.array(z.object({ AttributeName: z.string() })) }),
});

export function createDatabase(cloud: Cloud, scope: Scope): Database {
  const engine = createEngine();
  const lock = createLock();
  const tables = new Map<string, TableRecord>();
  const timeToLive = createTimeToLive(cloud.clock, engine, lock, (table) =>
    keyNamesOf(tables, table),
  );
  return { cloud, scope, engine, lock, tables, timeToLive, tokens: createTokens(cloud.clock) };
}

/** Names of the key attributes of a table; none where the table does not exist. */
export function keyNamesOf(
  tables: ReadonlyMap<string, TableRecord>,
  table: string,
): readonly string[] {
  return tables.get(table)?.keyNames ?? [];
}

/** Reads and remembers the keys of a table that was just created. */
export async function recordTable(database: Database, table: string): Promise<void> {
  const { body } = await database.engine.call("DescribeTable", { TableName: table });
  const keyNames = Description.parse(body).Table.KeySchema.map((key) => key.AttributeName);
  database.tables.set(table, {
    id: database.cloud.random.uuid(),
    createdAt: database.cloud.clock.now(),
    keyNames,
    pointInTimeRecovery: false,
  });
}

/** The key attributes of an item. */
export function keyOf(database: Database, table: string, item: Item): Item {
  const names = keyNamesOf(database.tables, table);
  return Object.fromEntries(names.map((name) => [name, item[name]]));
}
