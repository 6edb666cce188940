import type { Shape } from "./model.ts";

export type TimestampFormat = "epoch" | "iso";

/** Turns a handler's answer into what JSON can carry, by its shape; unknown members are dropped. */
export function writeValue(shape: Shape, value: unknown, timestamps: TimestampFormat): unknown {
  if (value === null || value === undefined) return undefined;
  if (shape.isDocumentSchema()) return value;
  if (shape.isStructSchema() || shape.isUnionSchema()) return writeStruct(shape, value, timestamps);
  if (shape.isListSchema() && Array.isArray(value)) {
    return value.map((entry) => writeValue(shape.getValueSchema(), entry, timestamps));
  }
  if (shape.isMapSchema() && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [
        key,
        writeValue(shape.getValueSchema(), entry, timestamps),
      ]),
    );
  }
  if (value instanceof Date) return writeTimestamp(shape, value, timestamps);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return value;
}

export function writeTimestamp(shape: Shape, value: Date, format: TimestampFormat): unknown {
  // 5 is date-time, 6 http-date, 7 epoch seconds in the SDK's schemas; 4 leaves it to the protocol.
  const schema = shape.getSchema();
  if (schema === 5 || (schema === 4 && format === "iso")) return value.toISOString();
  if (schema === 6) return value.toUTCString();
  return value.getTime() / 1000;
}

function writeStruct(shape: Shape, value: unknown, timestamps: TimestampFormat): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const written = shapeMembers(shape, value).map(({ name, member, value: entry }) => [
    member.getMergedTraits().jsonName ?? name,
    writeValue(member, entry, timestamps),
  ]);
  return Object.fromEntries(written);
}

/** The members of a structure that are there and that the model knows. */
export function shapeMembers(shape: Shape, value: object) {
  const given = new Map<string, unknown>(Object.entries(value));
  return [...shape.structIterator()]
    .map(([name, member]) => ({ name, member, value: given.get(name) }))
    .filter((entry) => entry.value !== undefined && entry.value !== null);
}
