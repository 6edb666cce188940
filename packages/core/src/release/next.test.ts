import { releaseIn } from "@coalmine/testkit/builders/release-in-phase";
import { describe, expect, test } from "vitest";
import type { Observation } from "./event.ts";
import { type Effect, nextEffect } from "./next.ts";
import type { Preparing, Release } from "./schema.ts";

const now = "2026-01-01T00:10:00.000Z";
const cause = { type: "error" as const, sentence: "It broke." };
const failed = { phase: "failed" as const, cause };

const stepByStep: [string, Partial<Preparing>, Effect | undefined][] = [
  ["nothing", {}, { type: "read_stable" }],
  ["the stable version", { stable: stable() }, { type: "put_code" }],
  ["the code", { stable: stable(), codeSha256: "x" }, { type: "publish", codeSha256: "x" }],
  [
    "the canary",
    { stable: stable(), canaryVersion: "6" },
    { type: "arm_alarms", canaryVersion: "6" },
  ],
  ["the alarms", { stable: stable(), canaryVersion: "6", alarms: [] }, { type: "ensure_plan" }],
  ["the plan", ready(), { type: "claim_start" }],
  ["another worker's fresh claim", ready({ claimedAt: "2026-01-01T00:09:30.000Z" }), undefined],
  [
    "a dead worker's claim",
    ready({ claimedAt: "2026-01-01T00:08:30.000Z" }),
    { type: "claim_start" },
  ],
  ["an ending", { ending: failed }, { type: "remove_alarms" }],
  [
    "an ending while a worker starts the shift",
    ready({ ending: failed, claimedAt: "2026-01-01T00:09:30.000Z" }),
    undefined,
  ],
];

describe("preparing takes one step after the other", () => {
  test.each(stepByStep)("once it has %s", (_name, known, effect) => {
    expect(nextEffect(releaseIn("preparing", known), undefined, now, false)).toEqual(effect);
  });

  test("only the worker whose claim was written starts the shift", () => {
    const release = releaseIn("preparing", ready({ claimedAt: now }));
    expect(nextEffect(release, undefined, now, true)).toEqual({
      type: "start_shift",
      from: "5",
      to: "6",
      planName: "P",
    });
  });
});

describe("hooks", () => {
  const hook = { moment: "before_traffic" as const, executionId: "e1", passed: null };

  test("a pending hook runs the gates, then is answered", () => {
    const pending = releaseIn("validating", { hook });
    expect(nextEffect(pending, undefined, now, false)).toEqual({ type: "run_gates" });
    const judged = releaseIn("validating", { hook: { ...hook, passed: true } });
    expect(nextEffect(judged, undefined, now, false)).toEqual({
      type: "answer_hook",
      executionId: "e1",
      passed: true,
    });
  });

  test("a refusal is told to CodeDeploy before the deployment is stopped", () => {
    const release = releaseIn("validating", { hook: { ...hook, passed: false }, ending: failed });
    expect(nextEffect(release, seen("running"), now, false)?.type).toBe("answer_hook");
  });
});

const ways: [string, Observation, Effect["type"] | undefined][] = [
  ["still running", seen("running"), "stop_shift"],
  ["stopped, the engine about to restore", seen("stopped", { endedAt: now }), undefined],
  ["stopped, the engine restoring", seen("stopped", { restoration: "running" }), undefined],
  ["stopped without restoration", seen("stopped", {}, { "6": 10 }), "restore_alias"],
  ["restoration failed", seen("failed", { restoration: "failed" }, { "6": 10 }), "restore_alias"],
  ["restored", seen("stopped", { restoration: "done" }), "remove_alarms"],
];

describe("the way back", () => {
  test.each(ways)("%s", (_name, observation, effect) => {
    const releases: Release[] = [
      releaseIn("rolling_back"),
      releaseIn("validating", { ending: failed }),
    ];
    for (const release of releases) {
      expect(nextEffect(release, observation, now, false)?.type).toBe(effect);
    }
  });

  test("an alias that a third party moved is left alone", () => {
    const taken = { ...seen("stopped"), alias: { version: "9", weights: {}, revisionId: "r" } };
    expect(nextEffect(releaseIn("rolling_back"), taken, now, false)?.type).toBe("remove_alarms");
  });
});

test("terminal releases and running shifts need nothing", () => {
  for (const phase of ["shifting", "succeeded", "failed", "rolled_back", "aborted"] as const) {
    expect(nextEffect(releaseIn(phase), seen("running"), now, false)).toBeUndefined();
  }
});

function stable() {
  return { version: "5", revisionId: "r1" };
}

function ready(more: Partial<Preparing> = {}): Partial<Preparing> {
  return { stable: stable(), canaryVersion: "6", alarms: [], planName: "P", ...more };
}

function seen(
  status: Observation["shift"]["status"],
  shift: Partial<Observation["shift"]> = {},
  weights: Record<string, number> = {},
): Observation {
  return {
    alias: { version: "5", weights, revisionId: "r1" },
    shift: {
      status,
      moment: "traffic",
      trafficStartedAt: null,
      endedAt: status === "running" ? null : "2026-01-01T00:05:00.000Z",
      failure: null,
      restoration: "none",
      ...shift,
    },
    alarms: [],
    counts: null,
  };
}
