import { NormalizedSchema } from "@smithy/core/schema";
import type { OperationSchema } from "../kernel/service.ts";

/** One shape of AWS's published model, as the SDK carries it. */
export type Shape = NormalizedSchema;

export function inputOf(schema: OperationSchema): Shape {
  return NormalizedSchema.of(referred(schema[4]));
}

export function outputOf(schema: OperationSchema): Shape {
  return NormalizedSchema.of(referred(schema[5]));
}

/** Names of the members that a structure must have: the model lists them first. */
export function requiredMembers(shape: Shape): readonly string[] {
  const schema: unknown = shape.getSchema();
  if (!Array.isArray(schema)) return [];
  const [, , , , names, , count] = schema;
  if (!Array.isArray(names) || typeof count !== "number") return [];
  return names.slice(0, count).map(String);
}

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** The SDK's own schema values are typed loosely where an operation lists them. */
function referred(ref: unknown): SchemaRef {
  if (isSchemaRef(ref)) return ref;
  throw new TypeError("the operation has no schema");
}

function isSchemaRef(ref: unknown): ref is SchemaRef {
  return typeof ref === "function" || Array.isArray(ref) || typeof ref === "string";
}
