import { refusal } from "./refusals.ts";

export interface Page<T> {
  readonly items: T[];
  readonly nextToken: string | undefined;
}

/** AWS does not publish it; no request can ask for another. */
export const pageLength = 100;

/** The page after the item that `token` names by its key, so that new items do not shift the pages. */
export function pageOf<T>(
  all: readonly T[],
  token: string | undefined,
  keyOf: (item: T) => string,
): Page<T> {
  const start = token === undefined ? 0 : positionAfter(all.map(keyOf), token);
  const items = all.slice(start, start + pageLength);
  const last = items.at(-1);
  const hasMore = last !== undefined && start + pageLength < all.length;
  return { items, nextToken: hasMore ? tokenOf(keyOf(last)) : undefined };
}

function positionAfter(keys: readonly string[], token: string): number {
  const index = keys.findIndex((key) => tokenOf(key) === token);
  if (index < 0)
    throw refusal("InvalidNextToken", "The next token was specified in an invalid format.");
  return index + 1;
}

function tokenOf(key: string): string {
  return Buffer.from(`after ${key}`).toString("base64url");
}
