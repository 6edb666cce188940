import type { Shape } from "./model.ts";
import { writeTimestamp } from "./write-value.ts";

export interface RestOutput {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** The value of the member that is the whole body, if the model has one. */
  readonly payload: { readonly shape: Shape; readonly value: unknown } | undefined;
  /** Members that go into the body. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** Sorts an answer's members into where the model binds them. */
export function splitRestOutput(shape: Shape, output: unknown): RestOutput {
  const given = typeof output === "object" && output !== null ? Object.entries(output) : [];
  const values = new Map<string, unknown>(given);
  const bound = [...shape.structIterator()].map(([name, member]) => ({
    name,
    member,
    value: values.get(name),
    place: placeOf(member),
  }));
  const at = (place: Place) => bound.filter((entry) => entry.place === place);
  const [payload] = at("payload");
  const [status] = at("status");
  const headers = at("header").map(({ member, value }) => headersOf(member, value));
  const members = at("body").filter(({ value }) => value !== undefined);
  return {
    status: typeof status?.value === "number" ? status.value : undefined,
    headers: Object.assign({}, ...headers),
    payload: payload && { shape: payload.member, value: payload.value },
    members: Object.fromEntries(members.map(({ name, value }) => [name, value])),
  };
}

type Place = "payload" | "status" | "header" | "body";

function placeOf(member: Shape): Place {
  const { httpPayload, httpResponseCode, httpHeader, httpPrefixHeaders } = member.getMergedTraits();
  if (httpPayload) return "payload";
  if (httpResponseCode) return "status";
  return httpHeader || httpPrefixHeaders ? "header" : "body";
}

function headersOf(member: Shape, value: unknown): Record<string, string> {
  const { httpHeader, httpPrefixHeaders } = member.getMergedTraits();
  if (httpHeader) return header(httpHeader, member, value);
  return prefix(httpPrefixHeaders, value);
}

function header(name: string, member: Shape, value: unknown): Record<string, string> {
  if (value === undefined || value === null) return {};
  const text = value instanceof Date ? httpDate(member, value) : String(value);
  return { [name.toLowerCase()]: text };
}

function httpDate(member: Shape, value: Date): string {
  return member.getSchema() === 4
    ? value.toUTCString()
    : String(writeTimestamp(member, value, "iso"));
}

function prefix(name: unknown, value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  const entries = Object.entries(value).map(([key, text]) => [
    `${name}${key}`.toLowerCase(),
    String(text),
  ]);
  return Object.fromEntries(entries);
}
