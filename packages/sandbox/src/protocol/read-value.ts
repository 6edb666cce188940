import { AwsError } from "../kernel/aws-error.ts";
import { requiredMembers, type Shape } from "./model.ts";

export interface ReadOptions {
  /** Error code for a member that is missing. */
  readonly validationCode: string;
}

/** Reads a decoded JSON or CBOR value by its shape: timestamps become `Date`, blobs `Uint8Array`. */
export function readValue(
  shape: Shape,
  value: unknown,
  path: string,
  options: ReadOptions,
): unknown {
  if (value === null || value === undefined) return undefined;
  if (shape.isDocumentSchema()) return value;
  if (shape.isStructSchema() || shape.isUnionSchema())
    return readStruct(shape, value, path, options);
  if (shape.isListSchema()) return readList(shape, value, path, options);
  if (shape.isMapSchema()) return readMap(shape, value, path, options);
  return readScalar(shape, value, path);
}

/** Throws for required members that are missing, in the words of AWS's model validation. */
export function requireMembers(
  shape: Shape,
  value: Readonly<Record<string, unknown>>,
  path: string,
  options: ReadOptions,
): void {
  const missing = requiredMembers(shape).filter((name) => value[name] === undefined);
  if (missing.length === 0) return;
  const errors = missing.map(
    (name) =>
      `Value null at '${path}${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`,
  );
  throw new AwsError(
    options.validationCode,
    `${missing.length} validation error${missing.length > 1 ? "s" : ""} detected: ${errors.join("; ")}`,
  );
}

function readStruct(shape: Shape, value: unknown, path: string, options: ReadOptions): unknown {
  if (typeof value !== "object" || Array.isArray(value) || value === null)
    throw mistyped(path, "a structure");
  const given = new Map<string, unknown>(Object.entries(value));
  const result: Record<string, unknown> = {};
  for (const [name, member] of shape.structIterator()) {
    const wire = member.getMergedTraits().jsonName ?? name;
    const read = readValue(member, given.get(wire), `${path}${lowerFirst(name)}.`, options);
    if (read !== undefined) result[name] = read;
  }
  if (path !== "") requireMembers(shape, result, path, options);
  return result;
}

function readList(shape: Shape, value: unknown, path: string, options: ReadOptions): unknown {
  if (!Array.isArray(value)) throw mistyped(path, "a list");
  const item = shape.getValueSchema();
  return value.map((entry, index) =>
    readValue(item, entry, `${path}${index + 1}.member.`, options),
  );
}

function readMap(shape: Shape, value: unknown, path: string, options: ReadOptions): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw mistyped(path, "a map");
  const item = shape.getValueSchema();
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      readValue(item, entry, `${path}${key}.`, options),
    ]),
  );
}

function readScalar(shape: Shape, value: unknown, path: string): unknown {
  if (shape.isTimestampSchema()) return readTimestamp(value, path);
  if (shape.isBlobSchema()) return readBlob(value, path);
  if (shape.isBooleanSchema()) return checked(typeof value === "boolean", value, path, "a boolean");
  if (shape.isNumericSchema()) return checked(typeof value === "number", value, path, "a number");
  if (shape.isStringSchema()) return checked(typeof value === "string", value, path, "a string");
  return value;
}

function readTimestamp(value: unknown, path: string): Date {
  const date = dateOf(value);
  if (Number.isNaN(date.getTime())) throw mistyped(path, "a timestamp");
  return date;
}

function dateOf(value: unknown): Date {
  if (value instanceof Date) return value;
  if (typeof value === "number") return new Date(value * 1000);
  return new Date(typeof value === "string" ? value : Number.NaN);
}

function readBlob(value: unknown, path: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") return Buffer.from(value, "base64");
  throw mistyped(path, "base64 text");
}

function checked(holds: boolean, value: unknown, path: string, expected: string): unknown {
  if (holds) return value;
  throw mistyped(path, expected);
}

function mistyped(path: string, expected: string): AwsError {
  return new AwsError(
    "SerializationException",
    `${path.replace(/\.$/, "") || "The request"} is not ${expected}`,
  );
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
