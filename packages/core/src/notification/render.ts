import { assertNever } from "../assert.ts";
import type { Release } from "../release/schema.ts";
import { strategyName } from "../strategy/name.ts";
import type { NoticeType } from "./notice.ts";

/** A message without a channel's own markup. */
export interface Message {
  readonly title: string;
  readonly mood: "neutral" | "good" | "bad";
  readonly text: string;
  readonly fields: readonly MessageField[];
  readonly link: string;
}

export interface MessageField {
  readonly name: string;
  readonly value: string;
}

/** What people read of a notice. Pure. */
export function render(type: NoticeType, release: Release, link: string): Message {
  const about = { fields: fieldsOf(release), link };
  const name = release.function;
  switch (type) {
    case "release.started":
      return {
        ...about,
        title: `${name}: release started`,
        mood: "neutral",
        text: startText(release),
      };
    case "release.succeeded":
      return {
        ...about,
        title: `${name}: release succeeded`,
        mood: "good",
        text: endText(release),
      };
    case "release.rolling_back":
      return { ...about, title: `${name}: rolling back`, mood: "bad", text: endText(release) };
    case "release.rolled_back":
      return { ...about, title: `${name}: rolled back`, mood: "bad", text: endText(release) };
    case "release.failed":
      return { ...about, title: `${name}: release failed`, mood: "bad", text: endText(release) };
    case "release.aborted":
      return {
        ...about,
        title: `${name}: release aborted`,
        mood: "neutral",
        text: endText(release),
      };
    default:
      return assertNever(type);
  }
}

function startText(release: Release): string {
  return release.commit?.message ?? release.reason ?? `Strategy ${strategyName(release.strategy)}.`;
}

function endText(release: Release): string {
  const cause = "cause" in release ? release.cause.sentence : undefined;
  const note = release.phase === "succeeded" ? release.note : null;
  const verdict = "verdict" in release ? release.verdict?.sentence : undefined;
  const sentences = [cause ?? note, verdict].filter((sentence) => sentence && sentence !== cause);
  return [cause, ...sentences].filter(Boolean).join("\n") || "All traffic has moved.";
}

function fieldsOf(release: Release): readonly MessageField[] {
  return [
    ...optional("Stable", "stableVersion" in release ? release.stableVersion : null),
    ...optional("Canary", "canaryVersion" in release ? release.canaryVersion : null),
    { name: "Strategy", value: strategyName(release.strategy) },
    ...optional("Commit", release.commit?.sha ?? null),
    ...optional("Author", release.commit?.author ?? null),
    { name: "Release", value: release.id },
    ...causeFields(release),
  ];
}

function causeFields(release: Release): readonly MessageField[] {
  if (!("cause" in release)) return [];
  const { signal, value, limit, unit } = release.cause;
  if (signal === undefined || limit === undefined) return [];
  const measure = (amount: number) =>
    `${Number(amount.toFixed(2))}${unit === "ms" ? " ms" : (unit ?? "")}`;
  return [
    { name: "Signal", value: signal },
    ...optional("Value", value === undefined ? null : measure(value)),
    { name: "Limit", value: measure(limit) },
  ];
}

function optional(name: string, value: string | null): readonly MessageField[] {
  return value === null ? [] : [{ name, value }];
}
