import { invalid } from "./lookup.ts";

/** One page in order of names; the token is the last name of the page before. */
export function pageOf<T>(
  all: Iterable<T>,
  nameOf: (item: T) => string,
  asked: { Limit?: number | undefined; NextToken?: string | undefined },
): { items: T[]; next: string | undefined } {
  const limit = asked.Limit ?? 100;
  if (limit < 1 || limit > 100) throw invalid("Limit must be between 1 and 100.");
  const after = Buffer.from(asked.NextToken ?? "", "base64url").toString("utf8");
  const rest = [...all]
    .filter((item) => nameOf(item) > after)
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  if (!last || items.length === rest.length) return { items, next: undefined };
  return { items, next: Buffer.from(nameOf(last)).toString("base64url") };
}
