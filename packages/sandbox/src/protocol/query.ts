import { own } from "./aws-json.ts";
import type { WireFormat, WireRequest } from "./exchange.ts";
import { inputOf, outputOf, type Shape } from "./model.ts";
import { queryCodeOf } from "./query-error.ts";
import { readValue, requireMembers } from "./read-value.ts";
import { element, escapeXml, membersXml } from "./xml.ts";

const xml = { "content-type": "text/xml" };

/** The query protocol: a form with `Action`, members as dotted names, answers in XML. */
export const query: WireFormat = {
  find: (service, request) => own(service.operations, formOf(request).get("Action") ?? ""),
  read(service, operation, request) {
    const shape = inputOf(operation.schema);
    const value = readForm(shape, [...formOf(request)], "") ?? {};
    const input = readValue(shape, value, "", service) ?? {};
    requireMembers(shape, Object.fromEntries(Object.entries(input)), "", service);
    return input;
  },
  write(service, operation, output, requestId) {
    const [, , name] = operation.schema;
    const result = element(`${name}Result`, membersXml(outputOf(operation.schema), output));
    const metadata = element("ResponseMetadata", element("RequestId", requestId));
    const body = element(
      `${name}Response`,
      result + metadata,
      ` xmlns="${service.xmlNamespace ?? ""}"`,
    );
    return { status: 200, headers: xml, body };
  },
  writeError(service, error, requestId) {
    const fault = error.status >= 500 ? "Receiver" : "Sender";
    const inner =
      element("Type", fault) +
      element("Code", escapeXml(queryCodeOf(error))) +
      element("Message", escapeXml(error.message));
    const body = element(
      "ErrorResponse",
      element("Error", inner) + element("RequestId", requestId),
      ` xmlns="${service.xmlNamespace ?? ""}"`,
    );
    return { status: error.status, headers: xml, body };
  },
};

type Pair = readonly [string, string];

function formOf(request: WireRequest): URLSearchParams {
  const body = new TextDecoder().decode(request.body);
  return new URLSearchParams(request.method === "GET" ? request.url.search : body);
}

/** Rebuilds a value from the pairs below `prefix`; undefined when there are none. */
function readForm(shape: Shape, pairs: readonly Pair[], prefix: string): unknown {
  if (shape.isListSchema()) return readList(shape, pairs, prefix);
  if (shape.isMapSchema()) return readMap(shape, pairs, prefix);
  if (shape.isStructSchema() || shape.isUnionSchema()) return readStruct(shape, pairs, prefix);
  const text = pairs.find(([name]) => name === prefix)?.[1];
  return text === undefined ? undefined : scalar(shape, text);
}

function readStruct(shape: Shape, pairs: readonly Pair[], prefix: string): unknown {
  const below = prefix === "" ? pairs : pairs.filter(([name]) => name.startsWith(`${prefix}.`));
  if (below.length === 0) return undefined;
  const result: Record<string, unknown> = {};
  for (const [name, member] of shape.structIterator()) {
    const wire = member.getMergedTraits().xmlName ?? name;
    const value = readForm(member, below, prefix === "" ? wire : `${prefix}.${wire}`);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

function readList(shape: Shape, pairs: readonly Pair[], prefix: string): unknown {
  const item = shape.getValueSchema();
  const flat = shape.getMergedTraits().xmlFlattened;
  const name = item.getMergedTraits().xmlName ?? "member";
  const base = flat ? prefix : `${prefix}.${name}`;
  const values = indexes(pairs, base).map((index) => readForm(item, pairs, `${base}.${index}`));
  // An empty list is sent as the bare name without a value.
  return values.length > 0 || pairs.some(([key]) => key === prefix) ? values : undefined;
}

function readMap(shape: Shape, pairs: readonly Pair[], prefix: string): unknown {
  const key = shape.getKeySchema();
  const item = shape.getValueSchema();
  const base = shape.getMergedTraits().xmlFlattened ? prefix : `${prefix}.entry`;
  const found = indexes(pairs, base);
  if (found.length === 0) return undefined;
  const entries = found.map((index) => [
    String(readForm(key, pairs, `${base}.${index}.${key.getMergedTraits().xmlName ?? "key"}`)),
    readForm(item, pairs, `${base}.${index}.${item.getMergedTraits().xmlName ?? "value"}`),
  ]);
  return Object.fromEntries(entries);
}

function indexes(pairs: readonly Pair[], base: string): readonly number[] {
  const found = new Set<number>();
  for (const [name] of pairs) {
    if (!name.startsWith(`${base}.`)) continue;
    const index = Number(name.slice(base.length + 1).split(".")[0]);
    if (Number.isInteger(index)) found.add(index);
  }
  return [...found].sort((a, b) => a - b);
}

function scalar(shape: Shape, text: string): unknown {
  if (shape.isBooleanSchema()) return text === "true";
  if (shape.isNumericSchema()) return text.trim() === "" ? text : Number(text);
  return text;
}
