import type { Shape } from "./model.ts";
import { writeTimestamp } from "./write-value.ts";

export function element(name: string, content: string, attributes = ""): string {
  return `<${name}${attributes}>${content}</${name}>`;
}

export function escapeXml(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/\r/g, "&#xD;");
}

/** Members of a structure as XML, by its shape: lists as `member` elements unless flattened. */
export function membersXml(shape: Shape, value: unknown): string {
  if (typeof value !== "object" || value === null) return "";
  const given = new Map<string, unknown>(Object.entries(value));
  const parts: string[] = [];
  for (const [name, member] of shape.structIterator()) {
    const traits = member.getMergedTraits();
    const tag = traits.xmlName ?? name;
    parts.push(valueXml(tag, member, given.get(name)));
  }
  return parts.join("");
}

function valueXml(tag: string, shape: Shape, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (shape.isListSchema() && Array.isArray(value)) return listXml(tag, shape, value);
  if (shape.isMapSchema() && typeof value === "object") return mapXml(tag, shape, value);
  if (shape.isStructSchema()) return element(tag, membersXml(shape, value));
  if (value instanceof Date) return element(tag, String(writeTimestamp(shape, value, "iso")));
  if (value instanceof Uint8Array) return element(tag, Buffer.from(value).toString("base64"));
  return element(tag, escapeXml(String(value)));
}

function listXml(tag: string, shape: Shape, items: readonly unknown[]): string {
  const item = shape.getValueSchema();
  if (shape.getMergedTraits().xmlFlattened) {
    return items.map((entry) => valueXml(tag, item, entry)).join("");
  }
  const itemTag = item.getMergedTraits().xmlName ?? "member";
  return element(tag, items.map((entry) => valueXml(itemTag, item, entry)).join(""));
}

function mapXml(tag: string, shape: Shape, map: object): string {
  const key = shape.getKeySchema();
  const item = shape.getValueSchema();
  const entries = Object.entries(map).map(
    ([name, entry]) =>
      valueXml(key.getMergedTraits().xmlName ?? "key", key, name) +
      valueXml(item.getMergedTraits().xmlName ?? "value", item, entry),
  );
  if (shape.getMergedTraits().xmlFlattened) {
    return entries.map((entry) => element(tag, entry)).join("");
  }
  return element(tag, entries.map((entry) => element("entry", entry)).join(""));
}
