import { AwsError } from "../../kernel/aws-error.ts";

/** What the model demands of one member; `undefined` where the value meets it. */
export type Violation = string | undefined;

/** Throws what AWS answers when values do not meet the model's constraints. */
export function check(...violations: readonly Violation[]): void {
  const found = violations.filter((violation) => violation !== undefined);
  if (found.length === 0) return;
  const count = `${found.length} validation error${found.length === 1 ? "" : "s"} detected`;
  throw new AwsError("ValidationException", `${count}: ${found.join("; ")}`);
}

export function violation(member: string, value: string, demand: string): string {
  return `Value '${value}' at '${member}' failed to satisfy constraint: ${demand}`;
}

export function range(
  member: string,
  value: number | undefined,
  least: number,
  most: number,
): Violation {
  if (value === undefined) return undefined;
  const [bound, limit] = value < least ? ["greater", least] : ["less", most];
  if (value >= least && value <= most) return undefined;
  return violation(
    member,
    String(value),
    `Member must have value ${bound} than or equal to ${limit}`,
  );
}

export function length(
  member: string,
  value: string | undefined,
  least: number,
  most: number,
): Violation {
  if (value === undefined || (value.length >= least && value.length <= most)) return undefined;
  const [bound, limit] = value.length < least ? ["greater", least] : ["less", most];
  return violation(member, value, `Member must have length ${bound} than or equal to ${limit}`);
}

/** @param expression as the model writes it, unanchored. */
export function pattern(member: string, value: string | undefined, expression: string): Violation {
  if (value === undefined || new RegExp(`^(?:${expression})$`).test(value)) return undefined;
  return violation(member, value, `Member must satisfy regular expression pattern: ${expression}`);
}

export function oneOf(
  member: string,
  value: string | undefined,
  allowed: readonly string[],
): Violation {
  if (value === undefined || allowed.includes(value)) return undefined;
  return violation(member, value, `Member must satisfy enum value set: [${allowed.join(", ")}]`);
}
