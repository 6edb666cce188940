import { isObject } from "./pattern-rule.ts";

export interface InputSettings {
  readonly Input?: string | undefined;
  readonly InputPath?: string | undefined;
  readonly InputTransformer?:
    | {
        readonly InputPathsMap?: Readonly<Record<string, string>> | undefined;
        readonly InputTemplate: string | undefined;
      }
    | undefined;
}

/** What the predefined variables `<aws.events...>` tell beside the event itself. */
export interface Origin {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** ISO time. */
  readonly ingestionTime: string;
}

/** The text that a target receives for an event: the event as JSON unless its settings change it. */
export function transformInput(
  settings: InputSettings,
  event: Readonly<Record<string, unknown>>,
  origin: Origin,
): string {
  if (settings.Input !== undefined) return settings.Input;
  if (settings.InputPath !== undefined) {
    return JSON.stringify(valueAt(event, settings.InputPath) ?? null);
  }
  const transformer = settings.InputTransformer;
  if (!transformer) return JSON.stringify(event);
  const values = new Map<string, unknown>(Object.entries(predefined(event, origin)));
  for (const [name, path] of Object.entries(transformer.InputPathsMap ?? {})) {
    values.set(name, valueAt(event, path));
  }
  return fill(transformer.InputTemplate ?? "", values);
}

/** The value at a path such as `$.detail.items[0].name`; `undefined` where there is none. */
export function valueAt(event: unknown, path: string): unknown {
  let value = event;
  for (const [, name, quoted, index] of path
    .slice(1)
    .matchAll(/\.([^.[\]]+)|\['([^']*)'\]|\[(\d+)\]/g)) {
    const key = name ?? quoted;
    if (key === undefined) value = Array.isArray(value) ? value[Number(index)] : undefined;
    else value = isObject(value) ? value[key] : undefined;
  }
  return value;
}

function predefined(
  event: Readonly<Record<string, unknown>>,
  origin: Origin,
): Record<string, unknown> {
  const { detail: _detail, ...withoutDetail } = event;
  return {
    "aws.events.rule-arn": origin.ruleArn,
    "aws.events.rule-name": origin.ruleName,
    "aws.events.event.ingestion-time": origin.ingestionTime,
    "aws.events.event": withoutDetail,
    "aws.events.event.json": event,
  };
}

/** Within quotes a variable is text of that string; elsewhere it is a JSON value. */
function fill(template: string, values: ReadonlyMap<string, unknown>): string {
  let isQuoted = false;
  return template.replace(/\\.|"|<([\w.-]+)>/gs, (token, name?: string) => {
    if (token === '"') isQuoted = !isQuoted;
    if (name === undefined) return token;
    const value = values.get(name) ?? "";
    return isQuoted ? insideQuotes(value) : JSON.stringify(value);
  });
}

/** Objects lose their quotes inside a string, as they do in EventBridge. */
function insideQuotes(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value).slice(1, -1);
  return JSON.stringify(value).replaceAll('"', "");
}
