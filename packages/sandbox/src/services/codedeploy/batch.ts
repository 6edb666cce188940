import { refusal } from "./refusals.ts";

export function checkBatch<T>(items: readonly T[], limit: number): readonly T[] {
  if (items.length <= limit) return items;
  throw refusal(
    "BatchLimitExceeded",
    `The maximum number of names or IDs allowed for this request (${limit}) was exceeded.`,
  );
}
