import { BlockList, isIP } from "node:net";

/** Whether one leaf value of an event (string, number, boolean or null) satisfies a rule. */
export type LeafTest = (value: unknown) => boolean;

export class PatternError extends Error {
  override readonly name = "PatternError";
}

/** A rule of a pattern's leaf array, but `exists`, which needs no value. */
export function compileRule(rule: unknown): LeafTest {
  if (Array.isArray(rule))
    throw new PatternError("Match value must be String, number, true, false, or null");
  if (!isObject(rule)) return (value) => value === rule;
  const [entry, second] = Object.entries(rule);
  if (!entry || second) throw new PatternError("Only one key allowed in match expression");
  const [type, operand] = entry;
  const compile = compilers[type];
  if (!compile) throw new PatternError(`Unrecognized match type ${type}`);
  return compile(operand);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const compilers: Readonly<Record<string, (operand: unknown) => LeafTest>> = {
  prefix: (operand) => compileAffix("prefix", operand, (value, part) => value.startsWith(part)),
  suffix: (operand) => compileAffix("suffix", operand, (value, part) => value.endsWith(part)),
  "equals-ignore-case": compileIgnoreCase,
  wildcard: compileWildcard,
  numeric: compileNumeric,
  cidr: compileCidr,
  "anything-but": compileAnythingBut,
};

function compileAffix(
  type: string,
  operand: unknown,
  test: (value: string, part: string) => boolean,
): LeafTest {
  if (isObject(operand) && Object.keys(operand).join() === "equals-ignore-case") {
    const part = textOf(type, operand["equals-ignore-case"]).toLowerCase();
    return (value) => typeof value === "string" && test(value.toLowerCase(), part);
  }
  const part = textOf(type, operand);
  return (value) => typeof value === "string" && test(value, part);
}

function compileIgnoreCase(operand: unknown): LeafTest {
  const text = textOf("equals-ignore-case", operand).toLowerCase();
  return (value) => typeof value === "string" && value.toLowerCase() === text;
}

/** `*` stands for any characters; `\*` and `\\` for themselves. */
function compileWildcard(operand: unknown): LeafTest {
  const text = textOf("wildcard", operand);
  let source = "";
  for (const [token] of text.matchAll(/\\.|./gsu)) {
    if (token === "*" && source.endsWith(".*")) {
      throw new PatternError("Consecutive wildcard characters are not allowed");
    }
    if (token.startsWith("\\") && token !== "\\*" && token !== "\\\\") {
      throw new PatternError("Invalid escape character");
    }
    source += token === "*" ? ".*" : escapeText(token.length === 2 ? token.slice(1) : token);
  }
  const expression = new RegExp(`^${source}$`, "su");
  return (value) => typeof value === "string" && expression.test(value);
}

/** One or two comparisons: `["=", 5]`, `[">", 0, "<=", 10]`. */
function compileNumeric(operand: unknown): LeafTest {
  if (!Array.isArray(operand) || operand.length === 0) {
    throw new PatternError("Value of numeric must be an array.");
  }
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < operand.length; at += 2) {
    const comparison = comparisons[String(operand[at])];
    const limit: unknown = operand[at + 1];
    if (!comparison) throw new PatternError(`Unrecognized numeric range operator: ${operand[at]}`);
    if (typeof limit !== "number") throw new PatternError("Value of numeric must be numeric");
    tests.push((value) => comparison(value, limit));
  }
  if (tests.length > 2) throw new PatternError("Too many elements in numeric expression");
  return (value) => typeof value === "number" && tests.every((test) => test(value));
}

const comparisons: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "=": (value, limit) => value === limit,
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
};

function compileCidr(operand: unknown): LeafTest {
  const [address = "", bits = ""] = textOf("cidr", operand).split("/");
  const version = isIP(address);
  const size = Number(bits);
  if (version === 0 || !/^\d+$/.test(bits) || size > (version === 4 ? 32 : 128)) {
    throw new PatternError("Malformed CIDR, one '/' required");
  }
  const family = version === 4 ? "ipv4" : "ipv6";
  const range = new BlockList();
  range.addSubnet(address, size, family);
  return (value) =>
    typeof value === "string" && isIP(value) === version && range.check(value, family);
}

/** A value, a list of values, or a nested rule whose operand may be a list too. */
function compileAnythingBut(operand: unknown): LeafTest {
  if (!isObject(operand)) return none(listOf(operand).map(excludedValue));
  const [entry, second] = Object.entries(operand);
  if (!entry || second) throw new PatternError("Only one key allowed in match expression");
  const [type, nested] = entry;
  if (!["prefix", "suffix", "equals-ignore-case", "wildcard"].includes(type)) {
    throw new PatternError(`Unsupported anything-but pattern: ${type}`);
  }
  return none(listOf(nested).map((one) => compileRule({ [type]: one })));
}

function listOf(operand: unknown): unknown[] {
  if (!Array.isArray(operand)) return [operand];
  if (operand.length === 0) throw new PatternError("Empty arrays are not allowed");
  return operand;
}

function excludedValue(value: unknown): LeafTest {
  if (typeof value === "object" && value !== null) {
    throw new PatternError("Inside anything but list, start|null|boolean is not supported.");
  }
  return (candidate) => candidate === value;
}

function none(tests: readonly LeafTest[]): LeafTest {
  return (value) => !tests.some((test) => test(value));
}

function textOf(type: string, operand: unknown): string {
  if (typeof operand === "string") return operand;
  throw new PatternError(`${type} match pattern must be a string`);
}

function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
