import { z } from "zod";
import type { RawResponse } from "../../kernel/service.ts";
import { answer } from "./answer.ts";
import { type Database, recordTable } from "./database.ts";

const Named = z.object({ TableName: z.string() });
const Tagged = z.object({ Tags: z.array(z.unknown()).optional() });
const Status = z.object({ Table: z.object({ TableStatus: z.string() }) });
const Description = z.record(z.string(), z.unknown());
const Answer = z.object({
  Table: Description.optional(),
  TableDescription: Description.optional(),
});

export const tableOperations = ["CreateTable", "DescribeTable", "UpdateTable", "DeleteTable"];

/** A call that speaks of a table as a whole, corrected by what only the sandbox knows. */
export async function callTable(
  database: Database,
  operation: string,
  raw: Uint8Array,
  input: unknown,
): Promise<RawResponse> {
  const { status, text } = await database.engine.send(operation, raw);
  if (status !== 200) return answer(status, text);
  const { TableName: table } = Named.parse(input);
  if (operation !== "DescribeTable") await becomeSteady(database, table);
  if (operation === "CreateTable") await created(database, table, input);
  const corrected = correct(database, table, text);
  if (operation === "DeleteTable") {
    database.tables.delete(table);
    database.timeToLive.disable(table);
  }
  return answer(200, corrected);
}

/**
 * Dynalite changes a table behind a timer of its own. The answer waits for it (a matter of a
 * millisecond), so that what follows does not depend on real time.
 */
async function becomeSteady(database: Database, table: string): Promise<void> {
  for (;;) {
    const { status, body } = await database.engine.call("DescribeTable", { TableName: table });
    if (status !== 200 || Status.parse(body).Table.TableStatus === "ACTIVE") return;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

async function created(database: Database, table: string, input: unknown): Promise<void> {
  await recordTable(database, table);
  const { Tags: tags } = Tagged.parse(input);
  if (!tags || tags.length === 0) return;
  const { region, account } = database.scope;
  const arn = `arn:aws:dynamodb:${region}:${account}:table/${table}`;
  await database.engine.call("TagResource", { ResourceArn: arn, Tags: tags });
}

/** Dynalite knows one account, its own clock and its own ids. */
function correct(database: Database, table: string, text: string): object {
  const { region, account } = database.scope;
  const own = text.replaceAll(
    /arn:aws:dynamodb:[\w-]*:\d*:table\//g,
    `arn:aws:dynamodb:${region}:${account}:table/`,
  );
  const parsed = Answer.parse(JSON.parse(own));
  const record = database.tables.get(table);
  const facts = record ? { CreationDateTime: record.createdAt / 1000, TableId: record.id } : {};
  return Object.fromEntries(
    Object.entries(parsed).map(([member, description]) => [member, { ...description, ...facts }]),
  );
}
