import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AlarmState } from "../../kernel/cloud.ts";
import { judgeAlarms } from "./alarm-verdict.ts";

function states(record: Record<string, AlarmState>): Map<string, AlarmState> {
  return new Map(Object.entries(record));
}

describe("judgeAlarms", () => {
  test.each<[string, Record<string, AlarmState>, object]>([
    ["both are OK", { a: "OK", b: "OK" }, { type: "quiet" }],
    ["one has no data", { a: "INSUFFICIENT_DATA", b: "OK" }, { type: "quiet" }],
    ["one is on", { a: "OK", b: "ALARM" }, { type: "active", names: ["b"] }],
    ["both are on", { b: "ALARM", a: "ALARM" }, { type: "active", names: ["a", "b"] }],
    ["one does not exist", { a: "OK" }, { type: "unreadable", names: ["b"] }],
    ["none exists", {}, { type: "unreadable", names: ["a", "b"] }],
    ["one is on and one missing", { b: "ALARM" }, { type: "active", names: ["b"] }],
  ])("of two alarms, %s", (_, record, expected) => {
    expect(judgeAlarms(["a", "b"], states(record), true)).toEqual(expected);
  });

  test("a missing alarm may be ignored", () => {
    expect(judgeAlarms(["a"], states({}), false)).toEqual({ type: "quiet" });
  });

  test("an alarm that was not asked for does not matter", () => {
    expect(judgeAlarms(["a"], states({ a: "OK", z: "ALARM" }), true)).toEqual({ type: "quiet" });
  });

  test("exactly those in ALARM are named, in the order of the configuration", () => {
    const state = fc.constantFrom<AlarmState>("OK", "ALARM", "INSUFFICIENT_DATA");
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), state), (record) => {
        const names = Object.keys(record);
        const active = names.filter((name) => record[name] === "ALARM");
        const verdict = judgeAlarms(names, states(record), true);
        expect(verdict).toEqual(
          active.length > 0 ? { type: "active", names: active } : { type: "quiet" },
        );
      }),
    );
  });
});
