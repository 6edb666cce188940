import { z } from "zod";

/** What a request may have written to one table. */
export interface ObservedWrite {
  readonly table: string;
  /** The new item; absent for an update, whose result is not known. */
  readonly item: Readonly<Record<string, unknown>> | undefined;
}

const Values = z.record(z.string(), z.unknown());
const Part = z.object({ TableName: z.string(), Item: Values.optional() });
const Batch = z.object({
  RequestItems: z.record(
    z.string(),
    z.array(z.object({ PutRequest: z.object({ Item: Values }).optional() })),
  ),
});
const Transaction = z.object({
  TransactItems: z.array(z.object({ Put: Part.optional(), Update: Part.optional() })),
});

/** Every item that a request puts or updates. */
export function writesOf(operation: string, body: unknown): ObservedWrite[] {
  if (operation === "PutItem" || operation === "UpdateItem") {
    const { data } = Part.safeParse(body);
    return data ? [{ table: data.TableName, item: data.Item }] : [];
  }
  if (operation === "BatchWriteItem") return batchWrites(body);
  return operation === "TransactWriteItems" ? transactionWrites(body) : [];
}

function batchWrites(body: unknown): ObservedWrite[] {
  const { data } = Batch.safeParse(body);
  return Object.entries(data?.RequestItems ?? {}).flatMap(([table, requests]) =>
    requests.flatMap(({ PutRequest: put }) => (put ? [{ table, item: put.Item }] : [])),
  );
}

function transactionWrites(body: unknown): ObservedWrite[] {
  const { data } = Transaction.safeParse(body);
  return (data?.TransactItems ?? []).flatMap(({ Put: put, Update: update }) => {
    const part = put ?? update;
    return part ? [{ table: part.TableName, item: part.Item }] : [];
  });
}
