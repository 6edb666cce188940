import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  beginEvent,
  eventNames,
  freshLifecycle,
  interruptLifecycle,
  type Lifecycle,
  nextEvent,
  succeedEvent,
} from "./lifecycle.ts";

function statuses(lifecycle: Lifecycle): string[] {
  return lifecycle.map((record) => record.status);
}

describe("a lifecycle", () => {
  test("begins with three events that wait, in order", () => {
    expect(freshLifecycle).toEqual([
      { name: "BeforeAllowTraffic", status: "Pending" },
      { name: "AllowTraffic", status: "Pending" },
      { name: "AfterAllowTraffic", status: "Pending" },
    ]);
  });

  test("keeps when an event began and ended", () => {
    const begun = beginEvent(freshLifecycle, "BeforeAllowTraffic", 10);
    expect(begun[0]).toEqual({ name: "BeforeAllowTraffic", status: "InProgress", startedAt: 10 });
    expect(succeedEvent(begun, "BeforeAllowTraffic", 30)[0]).toEqual({
      name: "BeforeAllowTraffic",
      status: "Succeeded",
      startedAt: 10,
      endedAt: 30,
    });
  });

  test("does not begin an event twice", () => {
    const begun = beginEvent(freshLifecycle, "AllowTraffic", 10);
    expect(beginEvent(begun, "AllowTraffic", 20)).toEqual(begun);
  });

  test("does not succeed an event that has not begun", () => {
    expect(succeedEvent(freshLifecycle, "AllowTraffic", 20)).toEqual(freshLifecycle);
  });

  test("an interruption fails the event in progress and skips the rest", () => {
    let lifecycle = beginEvent(freshLifecycle, "BeforeAllowTraffic", 1);
    lifecycle = succeedEvent(lifecycle, "BeforeAllowTraffic", 2);
    lifecycle = beginEvent(lifecycle, "AllowTraffic", 3);
    const interrupted = interruptLifecycle(lifecycle, "an alarm", 9);
    expect(interrupted).toEqual([
      { name: "BeforeAllowTraffic", status: "Succeeded", startedAt: 1, endedAt: 2 },
      { name: "AllowTraffic", status: "Failed", startedAt: 3, endedAt: 9, reason: "an alarm" },
      { name: "AfterAllowTraffic", status: "Skipped" },
    ]);
  });

  test("an interruption before anything began skips all", () => {
    expect(statuses(interruptLifecycle(freshLifecycle, "late", 9))).toEqual([
      "Skipped",
      "Skipped",
      "Skipped",
    ]);
  });

  test("an interruption between two events fails none", () => {
    const begun = beginEvent(freshLifecycle, "BeforeAllowTraffic", 1);
    const between = succeedEvent(begun, "BeforeAllowTraffic", 2);
    expect(statuses(interruptLifecycle(between, "late", 9))).toEqual([
      "Succeeded",
      "Skipped",
      "Skipped",
    ]);
  });

  test.each([
    ["BeforeAllowTraffic", "AllowTraffic"],
    ["AllowTraffic", "AfterAllowTraffic"],
    ["AfterAllowTraffic", undefined],
  ] as const)("after %s comes %s", (name, next) => {
    expect(nextEvent(name)).toBe(next);
  });

  test("whatever happens, there are three events in order, and an interruption leaves none open", () => {
    const step = fc.tuple(fc.constantFrom(...eventNames), fc.constantFrom("begin", "succeed"));
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let lifecycle = freshLifecycle;
        for (const [at, [name, kind]] of steps.entries()) {
          const change = kind === "begin" ? beginEvent : succeedEvent;
          lifecycle = change(lifecycle, name, at);
        }
        const interrupted = interruptLifecycle(lifecycle, "x", 100);
        expect(interrupted.map((record) => record.name)).toEqual([...eventNames]);
        expect(statuses(interrupted)).not.toContain("Pending");
        expect(statuses(interrupted)).not.toContain("InProgress");
        expect(interruptLifecycle(interrupted, "again", 200)).toEqual(interrupted);
      }),
    );
  });
});
