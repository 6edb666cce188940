import { z } from "zod";
import { AwsError } from "../../kernel/aws-error.ts";
import { type Database, type Item, keyOf } from "./database.ts";

const Values = z.record(z.string(), z.unknown());

/** The members that are passed on are checked by the single operation that gets them. */
const Part = z.looseObject({
  TableName: z.string(),
  Key: Values.optional(),
  Item: Values.optional(),
  ReturnValuesOnConditionCheckFailure: z.string().optional(),
});
type Part = z.infer<typeof Part>;

export const TransactWrite = z.object({
  TransactItems: z.array(z.record(z.string(), Part)),
  ClientRequestToken: z.string().optional(),
  ReturnConsumedCapacity: z.string().optional(),
});

export const TransactGet = z.object({
  TransactItems: z.array(z.object({ Get: Part })),
  ReturnConsumedCapacity: z.string().optional(),
});

/** One part of a transaction as the single operation that does it. */
export interface Action {
  readonly operation: "PutItem" | "UpdateItem" | "DeleteItem" | "GetItem";
  /** A check writes nothing that stays. */
  readonly isCheck: boolean;
  readonly table: string;
  readonly key: Item;
  readonly input: Part;
  readonly wantsItem: boolean;
}

/**
 * A condition alone is checked by an update that changes nothing but may create the item; what it
 * wrote is undone whatever happens.
 */
const operations: Readonly<Record<string, Action["operation"]>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "UpdateItem",
};

/** Throws AwsError `ValidationException` where the parts make no transaction. */
export function writeActions(
  database: Database,
  parts: readonly Readonly<Record<string, Part>>[],
): Action[] {
  checkCount(parts);
  const actions = parts.map((part) => {
    const [entry, second] = Object.entries(part);
    const operation = operations[entry?.[0] ?? ""];
    if (!entry || second || !operation) {
      throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
    }
    return actionOf(database, operation, entry[0] === "ConditionCheck", entry[1]);
  });
  checkDistinct(actions);
  return actions;
}

export function getActions(database: Database, parts: readonly { readonly Get: Part }[]): Action[] {
  checkCount(parts);
  const actions = parts.map(({ Get: get }) => actionOf(database, "GetItem", false, get));
  checkDistinct(actions);
  return actions;
}

export function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

function actionOf(
  database: Database,
  operation: Action["operation"],
  isCheck: boolean,
  input: Part,
): Action {
  return {
    operation,
    isCheck,
    table: input.TableName,
    key: input.Key ?? keyOf(database, input.TableName, input.Item ?? {}),
    input,
    wantsItem: input.ReturnValuesOnConditionCheckFailure === "ALL_OLD",
  };
}

function checkCount(parts: readonly unknown[]): void {
  const refuse = (rule: string) =>
    invalid(
      `1 validation error detected: Value '[${parts.length} items]' at 'transactItems' failed to satisfy constraint: Member must have length ${rule}`,
    );
  if (parts.length === 0) throw refuse("greater than or equal to 1");
  if (parts.length > 100) throw refuse("less than or equal to 100");
}

function checkDistinct(actions: readonly Action[]): void {
  const seen = new Set<string>();
  for (const { table, key } of actions) {
    const entries = Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1));
    const identity = JSON.stringify([table, entries]);
    if (seen.has(identity)) {
      throw invalid("Transaction request cannot include multiple operations on one item");
    }
    seen.add(identity);
  }
}
