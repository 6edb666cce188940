import { z } from "zod";
import type { RawResponse } from "../../kernel/service.ts";
import { answer } from "./answer.ts";
import { type Database, keyOf } from "./database.ts";

const Values = z.record(z.string(), z.unknown());
const Write = z.object({
  TableName: z.string(),
  Key: Values.optional(),
  Item: Values.optional(),
  ReturnValuesOnConditionCheckFailure: z.literal("ALL_OLD"),
});

/** A call that dynalite answers by itself. */
export async function callItem(
  database: Database,
  operation: string,
  raw: Uint8Array,
  input: unknown,
): Promise<RawResponse> {
  const { data: asked } = Write.safeParse(input);
  if (asked) return database.lock.exclusive(() => writeShowing(database, operation, raw, asked));
  const { status, text } = await database.lock.shared(() => database.engine.send(operation, raw));
  return answer(status, text);
}

/** A write that, if its condition fails, shows the item that failed it: dynalite does not. */
async function writeShowing(
  database: Database,
  operation: string,
  raw: Uint8Array,
  asked: z.infer<typeof Write>,
): Promise<RawResponse> {
  const { status, text } = await database.engine.send(operation, raw);
  if (status === 200 || !text.includes("#ConditionalCheckFailedException")) {
    return answer(status, text);
  }
  const key = asked.Key ?? keyOf(database, asked.TableName, asked.Item ?? {});
  const input = { TableName: asked.TableName, Key: key, ConsistentRead: true };
  const { body } = await database.engine.call("GetItem", input);
  return answer(status, { ...Values.parse(JSON.parse(text)), Item: body["Item"] });
}
