import { releaseIn } from "@coalmine/testkit/builders/release-in-phase";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Observation, ReleaseEvent } from "./event.ts";
import { decide } from "./machine.ts";
import { isTerminal, type Phase, phases, Release } from "./schema.ts";

const now = "2026-01-01T00:01:00.000Z";
const operator = { type: "token", name: "dana" } as const;

const events: { [T in ReleaseEvent["type"]]: Extract<ReleaseEvent, { type: T }> } = {
  begun: { type: "begun" },
  stable_read: { type: "stable_read", alias: { version: "5", weights: {}, revisionId: "r1" } },
  code_put: { type: "code_put", codeSha256: "abc" },
  published: { type: "published", version: "6" },
  alarms_armed: { type: "alarms_armed", alarms: [] },
  plan_ensured: { type: "plan_ensured", planName: "P" },
  start_claimed: { type: "start_claimed" },
  start_deferred: { type: "start_deferred" },
  shift_started: { type: "shift_started", shiftId: "d-1" },
  refused: { type: "refused", cause: { type: "error", sentence: "No such object." } },
  hook_called: { type: "hook_called", moment: "before_traffic", executionId: "e1" },
  gates_answered: { type: "gates_answered", answers: [{ passed: true, sentence: "Fine." }] },
  hook_answered: { type: "hook_answered" },
  abort_requested: { type: "abort_requested", actor: operator, reason: undefined },
  observed: { type: "observed", observation: observation() },
  alias_restored: { type: "alias_restored" },
  alarms_removed: { type: "alarms_removed" },
};
const eventTypes = Object.keys(events) as ReleaseEvent["type"][];

/** `changed` may name the phase that follows; a dash is "refused", a dot "unchanged". */
type Cell = Phase | "-" | ".";

const preparingOnly: Partial<Record<Phase, Cell>> = { preparing: "preparing" };

/** Phases that a row leaves out refuse the event. */
const table: Record<ReleaseEvent["type"], Partial<Record<Phase, Cell>>> = {
  begun: { queued: "preparing" },
  stable_read: preparingOnly,
  code_put: preparingOnly,
  published: preparingOnly,
  alarms_armed: preparingOnly,
  plan_ensured: preparingOnly,
  start_claimed: preparingOnly,
  start_deferred: { preparing: "." },
  shift_started: {},
  refused: preparingOnly,
  hook_called: { validating: "validating" },
  gates_answered: { validating: ".", verifying: "." },
  hook_answered: { validating: ".", verifying: ".", rolling_back: "." },
  abort_requested: {
    queued: "aborted",
    preparing: "preparing",
    validating: "validating",
    shifting: "rolling_back",
    verifying: "rolling_back",
    rolling_back: ".",
  },
  // The observation shows an alias without weights: news for a release that believed in 10%.
  observed: { ...Object.fromEntries(phases.map((phase) => [phase, "."])), shifting: "shifting" },
  alias_restored: { validating: "validating", rolling_back: "rolling_back" },
  alarms_removed: { preparing: ".", validating: ".", verifying: ".", rolling_back: "." },
};

describe("every event in every phase", () => {
  test.each(phases.flatMap((phase) => eventTypes.map((type) => [phase, type] as const)))(
    "%s takes %s as the table says",
    (phase, type) => {
      const decision = decide(releaseIn(phase), events[type], now);
      const cell = decision.type === "changed" ? decision.release.phase : words[decision.type];
      expect(cell).toBe(table[type][phase] ?? "-");
    },
  );

  test("the table has a row for each event", () => {
    expect(Object.keys(table).sort()).toEqual([...eventTypes].sort());
  });
});

const words = { unchanged: ".", refused: "-" } as const;

describe("preparing", () => {
  test("foreign weights on the alias end the release before anything is touched", () => {
    const alias = { version: "5", weights: { "4": 10 }, revisionId: "r" };
    const decision = decide(releaseIn("preparing"), { type: "stable_read", alias }, now);
    expect(decision).toMatchObject({
      release: { ending: { phase: "failed", cause: { type: "conflict" } } },
    });
  });

  test("publishing the stable version again ends the release, saying that nothing changed", () => {
    const release = releaseIn("preparing", { stable: { version: "6", revisionId: "r" } });
    const decision = decide(release, { type: "published", version: "6" }, now);
    expect(decision).toMatchObject({
      release: {
        ending: { phase: "succeeded", sentence: expect.stringContaining("Nothing changed") },
      },
    });
  });

  test("an abort that comes while the deployment is being made stops it before any traffic", () => {
    const cause = { type: "operator" as const, sentence: "dana aborted the release." };
    const release = releaseIn("preparing", {
      stable: { version: "5", revisionId: "r" },
      canaryVersion: "6",
      alarms: [],
      planName: "P",
      claimedAt: now,
      ending: { phase: "aborted", cause },
    });
    const decision = decide(release, { type: "shift_started", shiftId: "d-1" }, now);
    expect(decision).toMatchObject({
      release: { phase: "validating", ending: { phase: "failed", cause } },
    });
  });
});

describe("hooks", () => {
  test("a hook that is called twice is noted once", () => {
    const first = decide(releaseIn("validating"), events.hook_called, now);
    if (first.type !== "changed") throw new Error("the first call was not noted");
    expect(decide(first.release, events.hook_called, now).type).toBe("unchanged");
  });

  test("a gate that says no before traffic ends the release as failed", () => {
    const release = releaseIn("validating", {
      hook: { moment: "before_traffic", executionId: "e1", passed: null },
    });
    const answers = [{ passed: false, sentence: "Version 6 answered with status 500." }];
    expect(decide(release, { type: "gates_answered", answers }, now)).toMatchObject({
      release: {
        phase: "validating",
        hook: { passed: false },
        ending: { phase: "failed", cause: { type: "gate", sentence: answers[0]?.sentence } },
      },
    });
  });

  test("a gate that says no after traffic rolls back and still answers CodeDeploy", () => {
    const release = releaseIn("verifying", {
      hook: { moment: "after_traffic", executionId: "e1", passed: null },
    });
    const answers = [{ passed: false, sentence: "No." }];
    expect(decide(release, { type: "gates_answered", answers }, now)).toMatchObject({
      release: { phase: "rolling_back", hook: { executionId: "e1", passed: false } },
    });
  });
});

describe("what AWS says", () => {
  test("an alarm while shifting rolls back, naming signal, value and limit", () => {
    const seen = observation({ alarms: [reading("alarm")], traffic: true, weights: { "6": 10 } });
    const decision = decide(releaseIn("shifting"), { type: "observed", observation: seen }, now);
    expect(decision).toMatchObject({
      release: {
        phase: "rolling_back",
        cause: { type: "alarm", signal: "error rate", value: 16.7, limit: 5, unit: "%" },
        verdict: { outcome: "harmful", failedRequests: 5 },
      },
      entries: [{ type: "rolling_back_started" }],
    });
  });

  test("one look carries a release from validating to its end when all events were lost", () => {
    const seen = observation({
      alias: "6",
      status: "succeeded",
      moment: "after_traffic",
      traffic: true,
    });
    const decision = decide(releaseIn("validating"), { type: "observed", observation: seen }, now);
    expect(decision).toMatchObject({
      release: { phase: "verifying", ending: { phase: "succeeded" } },
      entries: [{ type: "shifting_started" }, { type: "verifying_started" }],
    });
  });

  test("a deployment that failed before traffic ends as failed, not as rolled back", () => {
    const seen = observation({ status: "failed", failure: { type: "hook", message: "No." } });
    const decision = decide(releaseIn("validating"), { type: "observed", observation: seen }, now);
    expect(decision).toMatchObject({
      release: { phase: "validating", ending: { phase: "failed", cause: { type: "hook" } } },
    });
  });

  test("an alias that somebody moved to a third version is left there and the release fails", () => {
    const seen = observation({
      alias: "9",
      status: "stopped",
      restoration: "failed",
      traffic: true,
    });
    const decision = decide(
      releaseIn("rolling_back"),
      { type: "observed", observation: seen },
      now,
    );
    expect(decision).toMatchObject({
      release: { ending: { phase: "failed", cause: { type: "conflict" } } },
    });
  });

  test("a roll-back ends only when the alias is back without weights", () => {
    const still = observation({ status: "stopped", restoration: "running", weights: { "6": 10 } });
    const back = observation({ status: "stopped", restoration: "done" });
    const release = releaseIn("rolling_back");
    expect(decide(release, { type: "observed", observation: still }, now).type).toBe("unchanged");
    expect(decide(release, { type: "observed", observation: back }, now)).toMatchObject({
      release: { ending: { phase: "rolled_back" } },
    });
  });
});

describe("properties", () => {
  const anyEvent = fc.oneof(
    fc.constantFrom(...Object.values(events)),
    anyObservation().map((seen): ReleaseEvent => ({ type: "observed", observation: seen })),
  );

  test("whatever happens, a release stays valid and a terminal one never changes", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...phases),
        fc.array(anyEvent, { maxLength: 25 }),
        (phase, story) => {
          let release: Release = releaseIn(phase);
          for (const event of story) {
            const decision = decide(release, event, now);
            if (decision.type !== "changed") continue;
            expect(isTerminal(release.phase)).toBe(false);
            release = Release.parse(decision.release);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test("looking twice at the same state tells nothing new", () => {
    fc.assert(
      fc.property(fc.constantFrom(...phases), anyObservation(), (phase, seen) => {
        const once = decide(releaseIn(phase), { type: "observed", observation: seen }, now);
        if (once.type !== "changed") return;
        const twice = decide(once.release, { type: "observed", observation: seen }, now);
        expect(twice.type).toBe("unchanged");
      }),
      { numRuns: 500 },
    );
  });
});

interface Look {
  alias: string;
  weights: Record<string, number>;
  status: Observation["shift"]["status"];
  moment: Observation["shift"]["moment"];
  traffic: boolean;
  restoration: Observation["shift"]["restoration"];
  failure: Observation["shift"]["failure"];
  alarms: Observation["alarms"];
}

function observation(look: Partial<Look> = {}): Observation {
  const ended = look.status !== undefined && look.status !== "waiting" && look.status !== "running";
  return {
    alias: { version: look.alias ?? "5", weights: look.weights ?? {}, revisionId: "r1" },
    shift: {
      status: look.status ?? "running",
      moment: look.moment ?? "before_traffic",
      trafficStartedAt: look.traffic ? "2026-01-01T00:00:05.000Z" : null,
      endedAt: ended ? "2026-01-01T00:00:50.000Z" : null,
      failure: look.failure ?? null,
      restoration: look.restoration ?? "none",
    },
    alarms: look.alarms ?? [],
    counts: look.traffic
      ? {
          canary: { version: "6", invocations: 30, errors: 5 },
          stable: { version: "5", invocations: 270, errors: 1 },
        }
      : null,
  };
}

function reading(state: "ok" | "alarm") {
  const spec = { type: "error_rate", maxPercent: 5, minInvocations: 20 } as const;
  return { name: "a", spec, state, value: 16.7, minute: "2026-01-01T00:00:00.000Z" };
}

function anyObservation() {
  return fc
    .record({
      alias: fc.constantFrom("5", "6", "9"),
      weights: fc.constantFrom({}, { "6": 10 }, { "6": 50 }),
      status: fc.constantFrom("waiting", "running", "succeeded", "failed", "stopped"),
      moment: fc.constantFrom("before_traffic", "traffic", "after_traffic"),
      traffic: fc.boolean(),
      restoration: fc.constantFrom("none", "running", "done", "failed"),
      failure: fc.constantFrom(null, { type: "hook" as const, message: "No." }),
      alarms: fc.constantFrom([], [reading("ok")], [reading("alarm")]),
    } as const)
    .map((look) => observation(look as Partial<Look>));
}
