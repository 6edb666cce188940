import { z } from "zod";

const Consumed = z.object({
  ConsumedCapacity: z.object({ TableName: z.string(), CapacityUnits: z.number() }),
});

export interface TableCapacity {
  readonly TableName: string;
  readonly CapacityUnits: number;
}

/** Capacity of a transaction by table: each part costs twice what it costs alone. */
export function addCapacity(answers: readonly unknown[]): TableCapacity[] {
  const units = new Map<string, number>();
  for (const one of answers) {
    const { data } = Consumed.safeParse(one);
    if (!data) continue;
    const { TableName: table, CapacityUnits: own } = data.ConsumedCapacity;
    units.set(table, (units.get(table) ?? 0) + 2 * own);
  }
  return [...units].map(([TableName, CapacityUnits]) => ({ TableName, CapacityUnits }));
}
