import { describe, expect, test } from "vitest";
import { assess } from "./assess.ts";

const specs = [{ type: "error_rate" as const, maxPercent: 5, minInvocations: 20 }];
const stable = { version: "41", invocations: 2790, errors: 9 };

describe("the verdict of the alarms", () => {
  test("is harmful when one fired, with counts and the first bad minute", () => {
    const verdict = assess({
      canary: { version: "42", invocations: 312, errors: 50 },
      stable,
      specs,
      harm: { sentence: "The error rate was 16%.", firstBadMinute: "2026-01-01T00:01:00.000Z" },
    });
    expect(verdict).toMatchObject({
      outcome: "harmful",
      failedRequests: 50,
      firstBadMinute: "2026-01-01T00:01:00.000Z",
      sentence:
        "Version 42 failed 50 of 312 calls (16.03%), version 41 failed 9 of 2,790 calls (0.32%). The error rate was 16%.",
    });
  });

  test.each([
    [19, "inconclusive"],
    [20, "healthy"],
  ])("after %i quiet calls is %s", (invocations, outcome) => {
    const canary = { version: "42", invocations, errors: 0 };
    expect(assess({ canary, stable, specs, harm: null }).outcome).toBe(outcome);
  });

  test("says nothing of rates when nobody called", () => {
    const canary = { version: "42", invocations: 0, errors: 0 };
    const { sentence } = assess({ canary, stable, specs: [], harm: null });
    expect(sentence).toContain("failed 0 of 0 calls,");
    expect(sentence).toContain("20 calls are needed");
  });
});
