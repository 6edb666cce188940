import { parseDocument } from "yaml";
import { emptyHookName, type Fault, invalidConfiguration, unreadableRevision } from "./faults.ts";
import type { EventName } from "./lifecycle.ts";

/** What an AppSpec for Lambda says. */
export interface LambdaAppSpec {
  /** Bare name, also where the AppSpec has an ARN. */
  readonly functionName: string;
  readonly alias: string;
  readonly currentVersion: string;
  readonly targetVersion: string;
  /** Names or ARNs of hook functions. */
  readonly hooks: Readonly<Partial<Record<EventName, string>>>;
}

export type AppSpecReading =
  | { readonly type: "spec"; readonly spec: LambdaAppSpec }
  | { readonly type: "fault"; readonly fault: Fault };

type Fields = ReadonlyMap<string, unknown>;

/** Whether `text` is JSON or YAML at all; all else is judged only when the deployment starts. */
export function isParsable(text: string): boolean {
  return parseText(text) !== undefined;
}

/** Keys count without regard to case, since AWS's own documents disagree about theirs. */
export function readAppSpec(text: string): AppSpecReading {
  const document = parseText(text);
  if (!document) return { type: "fault", fault: unreadableRevision };
  const root = fieldsOf(document.value);
  const properties = root && readProperties(root);
  if (!properties) return { type: "fault", fault: invalidConfiguration() };
  const hooks = readHooks(root.get("hooks"));
  if (hooks.type === "fault") return hooks;
  return { type: "spec", spec: { ...properties, hooks: hooks.hooks } };
}

/** JSON that `readAppSpec` reads back. */
export function writeAppSpec(spec: LambdaAppSpec): string {
  const properties = {
    Name: spec.functionName,
    Alias: spec.alias,
    CurrentVersion: spec.currentVersion,
    TargetVersion: spec.targetVersion,
  };
  const resource = { Type: "AWS::Lambda::Function", Properties: properties };
  const hooks = Object.entries(spec.hooks).map(([event, name]) => ({ [event]: name }));
  return JSON.stringify({
    version: 0.0,
    Resources: [{ [spec.functionName]: resource }],
    ...(hooks.length > 0 ? { Hooks: hooks } : {}),
  });
}

function parseText(text: string): { value: unknown } | undefined {
  // JSON is YAML too, but not quite: a tab may indent JSON and never YAML.
  return attempt(() => JSON.parse(text)) ?? attempt(() => parseYaml(text));
}

function attempt(parse: () => unknown): { value: unknown } | undefined {
  try {
    return { value: parse() };
  } catch {
    return undefined;
  }
}

function parseYaml(text: string): unknown {
  const document = parseDocument(text, { logLevel: "error" });
  const [error] = document.errors;
  if (error) throw error;
  return document.toJS();
}

function readProperties(root: Fields): Omit<LambdaAppSpec, "hooks"> | undefined {
  const resources = root.get("resources");
  if (!isVersionZero(root.get("version")) || !Array.isArray(resources)) return undefined;
  const named = resources.length === 1 ? fieldsOf(resources[0]) : undefined;
  const resource = named?.size === 1 ? fieldsOf([...named.values()][0]) : undefined;
  if (resource?.get("type") !== "AWS::Lambda::Function") return undefined;
  const properties = fieldsOf(resource.get("properties"));
  const functionName = bareName(nonEmpty(properties?.get("name")));
  const alias = nonEmpty(properties?.get("alias"));
  const currentVersion = versionOf(properties?.get("currentversion"));
  const targetVersion = versionOf(properties?.get("targetversion"));
  if (!functionName || !alias || !currentVersion || !targetVersion) return undefined;
  return { functionName, alias, currentVersion, targetVersion };
}

type HookReading =
  | { readonly type: "hooks"; readonly hooks: LambdaAppSpec["hooks"] }
  | { readonly type: "fault"; readonly fault: Fault };

function readHooks(section: unknown): HookReading {
  if (section === undefined || section === null) return { type: "hooks", hooks: {} };
  const invalid: HookReading = { type: "fault", fault: invalidConfiguration() };
  if (!Array.isArray(section)) return invalid;
  const hooks: Partial<Record<EventName, string>> = {};
  for (const item of section) {
    const [entry, ...more] = [...(fieldsOf(item) ?? [])];
    const event = entry && hookEvent(entry[0]);
    if (!event || more.length > 0 || hooks[event] !== undefined) return invalid;
    const name = nonEmpty(entry[1]);
    if (name === undefined) return { type: "fault", fault: emptyHookName };
    hooks[event] = name;
  }
  return { type: "hooks", hooks };
}

function hookEvent(key: string): EventName | undefined {
  if (key === "beforeallowtraffic") return "BeforeAllowTraffic";
  return key === "afterallowtraffic" ? "AfterAllowTraffic" : undefined;
}

function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).map(([key, field]) => [key.toLowerCase(), field]));
}

function isVersionZero(value: unknown): boolean {
  return value === 0 || (typeof value === "string" && /^0(\.0)?$/.test(value.trim()));
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** YAML without quotes makes a number of it, which means the same. */
function versionOf(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^[1-9]\d*$/.test(text) ? text : undefined;
}

function bareName(nameOrArn: string | undefined): string | undefined {
  const [, name] = nameOrArn?.match(/^arn:[\w-]+:lambda:[^:]*:\d{12}:function:([^:]+)/) ?? [];
  return name ?? nameOrArn;
}
