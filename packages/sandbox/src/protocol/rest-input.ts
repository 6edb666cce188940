import { AwsError } from "../kernel/aws-error.ts";
import type { WireRequest } from "./exchange.ts";
import type { Shape } from "./model.ts";
import { type ReadOptions, readValue } from "./read-value.ts";

export type BodyReader = (shape: Shape, body: Uint8Array) => Readonly<Record<string, unknown>>;

/**
 * Collects an operation's input from where the model binds it: path labels, query, headers, the whole
 * body (`httpPayload`), or members of the body, which `readBody` decodes.
 */
export function readRestInput(
  shape: Shape,
  request: WireRequest,
  labels: Readonly<Record<string, string>>,
  options: ReadOptions,
  readBody: BodyReader,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  let payloadBound = false;
  for (const [name, member] of shape.structIterator()) {
    const traits = member.getMergedTraits();
    if (traits.httpPayload) {
      payloadBound = true;
      input[name] = readPayload(member, request.body, options, readBody);
      continue;
    }
    const text = boundText(name, member, request, labels);
    if (text !== undefined) input[name] = fromText(member, text, name);
    if (traits.httpPrefixHeaders) input[name] = prefixed(request, String(traits.httpPrefixHeaders));
  }
  const unbound = payloadBound ? {} : readBody(shape, request.body);
  const result = { ...unbound, ...input };
  return Object.fromEntries(Object.entries(result).filter(([, value]) => value !== undefined));
}

function boundText(
  name: string,
  member: Shape,
  request: WireRequest,
  labels: Readonly<Record<string, string>>,
): string | readonly string[] | undefined {
  const { httpLabel, httpQuery, httpHeader } = member.getMergedTraits();
  if (httpLabel) return labels[name];
  if (httpHeader) return textOf(request.headers[httpHeader.toLowerCase()]);
  if (!httpQuery) return undefined;
  const values = request.url.searchParams.getAll(httpQuery);
  if (values.length === 0) return undefined;
  return member.isListSchema() ? values : values[0];
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(",") : header;
}

function prefixed(request: WireRequest, prefix: string): Record<string, string> {
  const lower = prefix.toLowerCase();
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      name.startsWith(lower) && typeof value === "string"
        ? [[name.slice(lower.length), value]]
        : [],
    ),
  );
}

function readPayload(
  member: Shape,
  body: Uint8Array,
  options: ReadOptions,
  readBody: BodyReader,
): unknown {
  if (member.isBlobSchema() || member.isStreaming()) return body.length > 0 ? body : undefined;
  if (member.isStringSchema()) return new TextDecoder().decode(body);
  if (body.length === 0) return undefined;
  return readValue(member, readBody(member, body), "body.", options);
}

function fromText(member: Shape, text: string | readonly string[], name: string): unknown {
  if (typeof text !== "string") return [...text];
  if (member.isNumericSchema()) return numberOf(text, name);
  if (member.isBooleanSchema()) return text === "true";
  if (member.isTimestampSchema()) return dateOf(text, name);
  if (member.isListSchema()) return text.split(",").map((part) => part.trim());
  return text;
}

function numberOf(text: string, name: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new AwsError("SerializationException", `${name} is not a number`);
}

function dateOf(text: string, name: string): Date {
  const date = new Date(/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : text);
  if (!Number.isNaN(date.getTime())) return date;
  throw new AwsError("SerializationException", `${name} is not a timestamp`);
}
