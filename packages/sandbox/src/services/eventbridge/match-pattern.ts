import { compileRule, isObject, type LeafTest, PatternError } from "./pattern-rule.ts";

/** Whether an event satisfies a pattern. */
export type EventTest = (event: unknown) => boolean;

/**
 * An event pattern of EventBridge as a test of events: all keys must match, any rule of a leaf
 * array, any alternative of `$or`; of an array in the event any element. Throws PatternError.
 */
export function compilePattern(text: string): EventTest {
  const pattern = parse(text);
  if (!isObject(pattern)) throw new PatternError("Filter is not an object");
  return compileNode(pattern);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PatternError("Filter is not a valid JSON document");
  }
}

function compileNode(pattern: Readonly<Record<string, unknown>>): EventTest {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new PatternError("Empty objects are not allowed");
  const tests = entries.map(([key, value]) => compileEntry(key, value));
  // Elements of an array are matched each for itself, so that keys do not match across them.
  const test = (event: unknown): boolean =>
    Array.isArray(event) ? event.some(test) : tests.every((one) => one(event));
  return test;
}

function compileEntry(key: string, value: unknown): EventTest {
  if (key === "$or" && isAlternatives(value)) return anyOf(value.map(compileNode));
  if (isObject(value)) {
    const nested = compileNode(value);
    return (event) => nested(member(event, key));
  }
  if (!Array.isArray(value)) throw new PatternError(`"${key}" must be an object or an array`);
  if (value.length === 0) throw new PatternError("Empty arrays are not allowed");
  const leaf = anyOf(value.map(compileLeafRule));
  return (event) => leaf(leavesOf(member(event, key)));
}

function isAlternatives(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.length > 1 && value.every(isObject);
}

/** The rule sees all leaf values of its key: none where the key is absent or no leaf. */
function compileLeafRule(rule: unknown): (leaves: unknown) => boolean {
  if (isObject(rule) && "exists" in rule) {
    const wanted = rule["exists"];
    if (typeof wanted !== "boolean" || Object.keys(rule).length > 1) {
      throw new PatternError("exists match pattern must be either true or false.");
    }
    return (leaves) => Array.isArray(leaves) && leaves.length > 0 === wanted;
  }
  const test: LeafTest = compileRule(rule);
  return (leaves) => Array.isArray(leaves) && leaves.some(test);
}

function anyOf<T>(tests: readonly ((value: T) => boolean)[]): (value: T) => boolean {
  return (value) => tests.some((test) => test(value));
}

function member(event: unknown, key: string): unknown {
  return isObject(event) && Object.hasOwn(event, key) ? event[key] : undefined;
}

function leavesOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return value === undefined || isObject(value) ? [] : [value];
}
