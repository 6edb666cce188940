import { z } from "zod";
import type { Item } from "./database.ts";
import type { Engine } from "./engine.ts";
import type { Lock } from "./lock.ts";

export interface ExpiringTable {
  readonly name: string;
  readonly keyNames: readonly string[];
  readonly attribute: string;
}

const Page = z.object({
  Items: z.array(z.record(z.string(), z.unknown())),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});

/** Key and expiry attribute of every item; none where the table is gone. */
export async function readExpiries(
  engine: Engine,
  lock: Lock,
  table: ExpiringTable,
): Promise<Item[]> {
  const names = [...new Set([...table.keyNames, table.attribute])];
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const { status, body } = await lock.shared(() =>
      engine.call("Scan", {
        TableName: table.name,
        ProjectionExpression: names.map((_, at) => `#n${at}`).join(", "),
        ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#n${at}`, name])),
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    if (status !== 200) return items;
    const page = Page.parse(body);
    items.push(...page.Items);
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

/** Deletes an item unless it was given a longer life since it was read. */
export async function removeExpired(
  engine: Engine,
  lock: Lock,
  table: ExpiringTable,
  item: Item,
): Promise<void> {
  await lock.shared(() =>
    engine.call("DeleteItem", {
      TableName: table.name,
      Key: Object.fromEntries(table.keyNames.map((name) => [name, item[name]])),
      ConditionExpression: "#ttl = :ttl",
      ExpressionAttributeNames: { "#ttl": table.attribute },
      ExpressionAttributeValues: { ":ttl": item[table.attribute] },
    }),
  );
}
