import { check, length, pattern, type Violation, violation } from "./constraint.ts";
import { invalidParameter } from "./errors.ts";

export type Weights = Readonly<Record<string, number>>;

const namePattern = "(?!^[0-9]+$)([a-zA-Z0-9-_]+)";
const versionPattern = "(\\$LATEST(\\.PUBLISHED)?|[0-9]+)";
const weightDemand =
  "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]";
const keyDemand =
  "Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]";

/** What the model demands of an alias request. Throws `ValidationException`. */
export function checkAliasInput(input: {
  readonly name: string | undefined;
  readonly functionVersion: string | undefined;
  readonly description: string | undefined;
  readonly weights: Weights | undefined;
}): void {
  check(
    weightsViolation(input.weights ?? {}),
    pattern("functionVersion", input.functionVersion, versionPattern),
    pattern("name", input.name, namePattern) ?? length("name", input.name, 1, 128),
    length("description", input.description, 0, 256),
  );
}

/** What Lambda demands of an alias as a whole. Throws `InvalidParameterValueException`. */
export function checkRouting(functionVersion: string, weights: Weights): void {
  const [other, ...more] = Object.keys(weights);
  if (other === undefined) return;
  if (more.length > 0) {
    throw invalidParameter("Number of items in AdditionalVersionWeights cannot be greater than 1");
  }
  if (other === functionVersion) {
    throw invalidParameter(
      `Invalid function version ${other}. Function version ${other} is already included in routing configuration.`,
    );
  }
  if (functionVersion === "$LATEST") {
    throw invalidParameter("$LATEST is not supported for an alias pointing to more than 1 version");
  }
}

function weightsViolation(weights: Weights): Violation {
  const entries = Object.entries(weights);
  const shown = `{${entries.map(([version, weight]) => `${version}=${decimal(weight)}`).join(", ")}}`;
  const member = "routingConfig.additionalVersionWeights";
  if (entries.some(([, weight]) => !(weight >= 0 && weight <= 1))) {
    return violation(member, shown, weightDemand);
  }
  if (entries.some(([version]) => !/^\d{1,1024}$/.test(version))) {
    return violation(member, shown, keyDemand);
  }
  return undefined;
}

/** As Java writes a double. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
