import { invalidParameter } from "./errors.ts";

/** One page of a list; a marker is opaque to callers. */
export function pageOf<T>(
  items: readonly T[],
  { Marker, MaxItems }: { Marker?: string | undefined; MaxItems?: number | undefined },
): { items: readonly T[]; NextMarker: string | undefined } {
  const from = Marker ? readMarker(Marker) : 0;
  const to = from + Math.min(MaxItems ?? 50, 50);
  const NextMarker = to < items.length ? Buffer.from(`from:${to}`).toString("base64") : undefined;
  return { items: items.slice(from, to), NextMarker };
}

function readMarker(marker: string): number {
  const [, from] = /^from:(\d+)$/.exec(Buffer.from(marker, "base64").toString()) ?? [];
  if (from === undefined) throw invalidParameter("Invalid pagination token");
  return Number(from);
}
