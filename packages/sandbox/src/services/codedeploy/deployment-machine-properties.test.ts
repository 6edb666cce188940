import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createLife,
  type Decision,
  type Effect,
  type Life,
  type Script,
  type Signal,
} from "./deployment-life.ts";
import { decide } from "./deployment-machine.ts";
import { alarmsActive, hookTimedOut, invalidConfiguration } from "./faults.ts";
import type { EventName } from "./lifecycle.ts";
import { planShifts, type TrafficRouting } from "./shift-plan.ts";

const pace = {
  prepareMs: 400,
  eventMs: 400,
  gapMs: 200,
  firstHookMs: 2000,
  hookTimeoutMs: 3_600_000,
  hookTimeoutFault: hookTimedOut("TIMEOUT"),
};

const routing: fc.Arbitrary<TrafficRouting> = fc.oneof(
  fc.constant<TrafficRouting>({ type: "AllAtOnce" }),
  fc.constant<TrafficRouting>({ type: "TimeBasedCanary", percentage: 10, intervalMinutes: 5 }),
  fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 60 })).map(
    ([percentage, intervalMinutes]): TrafficRouting => ({
      type: "TimeBasedLinear",
      percentage,
      intervalMinutes,
    }),
  ),
);

const script: fc.Arbitrary<Script> = fc
  .tuple(routing, fc.subarray<EventName>(["BeforeAllowTraffic", "AfterAllowTraffic"]))
  .map(([each, hooked]) => ({ hooked, shifts: planShifts(each), pace }));

const tick: Signal = { type: "tick" };
const abort: Signal = { type: "abort", cause: "failed", fault: invalidConfiguration() };

/** `checked` stands for the one with the script of the run. */
const signal = fc.constantFrom<Signal | "checked">(
  { type: "start" },
  "checked",
  tick,
  tick,
  tick,
  { type: "moved" },
  { type: "moved" },
  { type: "hook_reported", event: "BeforeAllowTraffic", hasSucceeded: true },
  { type: "hook_reported", event: "BeforeAllowTraffic", hasSucceeded: false },
  { type: "hook_reported", event: "AfterAllowTraffic", hasSucceeded: true },
  { type: "hook_reported", event: "AfterAllowTraffic", hasSucceeded: false },
  { type: "stop_requested", rollBack: undefined, effectiveAt: 99_000 },
  abort,
  { type: "abort", cause: "alarm", fault: alarmsActive(["a"]) },
);

const sequence = fc
  .array(signal, { maxLength: 80 })
  // Without these two hardly any sequence would get past the beginning.
  .map((more): (Signal | "checked")[] => [{ type: "start" }, "checked", ...more]);

/** Every life that those signals lead through. */
function walk(run: Script, given: readonly (Signal | "checked")[]) {
  const lives: [Life, ...Life[]] = [createLife(0)];
  const effects: Effect[] = [];
  for (const [at, each] of given.entries()) {
    const meant: Signal = each === "checked" ? { type: "checked", script: run } : each;
    const decision = decide(lives.at(-1)!, meant, at * 1000);
    if (!decision) continue;
    lives.push(decision.life);
    effects.push(...decision.effects);
  }
  return { lives, effects, last: lives.at(-1)! };
}

/** What a world without trouble answers, and when. */
function answer(run: Script, { effects }: Decision): { signal: Signal; at?: number } | undefined {
  for (const effect of effects.toReversed()) {
    switch (effect.type) {
      case "check":
        return { signal: { type: "checked", script: run } };
      case "move":
        return { signal: { type: "moved" } };
      case "invoke_hook":
        return { signal: { type: "hook_reported", event: effect.event, hasSucceeded: true } };
      case "wake":
        return { signal: tick, at: effect.at };
      case "started":
      case "ended":
    }
  }
  return undefined;
}

/** The undisturbed way of a deployment. */
function finish(run: Script) {
  const effects: Effect[] = [];
  let decision = decide(createLife(0), { type: "start" }, 0);
  let life: Life = createLife(0);
  let now = 0;
  while (decision) {
    life = decision.life;
    effects.push(...decision.effects);
    const next = answer(run, decision);
    if (!next) break;
    now = next.at ?? now;
    decision = decide(life, next.signal, now);
  }
  return { life, effects };
}

describe("any life", () => {
  test("ends for good", () => {
    fc.assert(
      fc.property(script, sequence, signal, (run, given, more) => {
        const signal = more === "checked" ? abort : more;
        expect(decide(finish(run).life, signal, 1e9)).toBeUndefined();
        const { last } = walk(run, [...given, abort, tick]);
        expect(last.phase).toBe("ended");
        expect(decide(last, signal, 1e9)).toBeUndefined();
      }),
    );
  });

  test("never lowers the weight, which stays within 0 and 100", () => {
    fc.assert(
      fc.property(script, sequence, (run, given) => {
        const weights = walk(run, given).lives.map((life) => life.weightPercent);
        expect(weights).toEqual(weights.toSorted((a, b) => a - b));
        expect(Math.min(...weights)).toBe(0);
        expect(Math.max(...weights)).toBeLessThanOrEqual(100);
      }),
    );
  });

  test("leaves no event open at its end, and always has three of them", () => {
    fc.assert(
      fc.property(script, sequence, (run, given) => {
        for (const life of walk(run, [...given, abort, tick]).lives) {
          expect(life.lifecycle).toHaveLength(3);
          if (life.phase !== "ended") continue;
          for (const { status } of life.lifecycle) {
            expect(["Succeeded", "Failed", "Skipped"]).toContain(status);
          }
        }
      }),
    );
  });

  test("has succeeded only where all its events have, with all of the traffic", () => {
    fc.assert(
      fc.property(script, sequence, (run, given) => {
        const { last } = walk(run, given);
        const hasSucceeded = last.phase === "ended" && last.ending.type === "succeeded";
        const areAll = last.lifecycle.every((record) => record.status === "Succeeded");
        expect(areAll).toBe(hasSucceeded);
        if (hasSucceeded) expect(last.weightPercent).toBe(100);
      }),
    );
  });

  test("tells of one start, and of one end at the very end", () => {
    fc.assert(
      fc.property(script, sequence, (run, given) => {
        const { effects } = walk(run, [...given, abort, tick]);
        expect(effects.filter((effect) => effect.type === "started")).toHaveLength(1);
        expect(effects.filter((effect) => effect.type === "ended")).toHaveLength(1);
        expect(effects.at(-1)?.type).toBe("ended");
      }),
    );
  });

  test("moves nothing after a stop was asked for", () => {
    fc.assert(
      fc.property(script, sequence, sequence, (run, given, more) => {
        const stop: Signal = { type: "stop_requested", rollBack: true, effectiveAt: 0 };
        const before = walk(run, [...given, stop]);
        const after = walk(run, [...given, stop, ...more]);
        const isMove = (effect: Effect) => effect.type === "move" || effect.type === "invoke_hook";
        expect(after.effects.filter(isMove)).toEqual(before.effects.filter(isMove));
      }),
    );
  });
});

describe("an undisturbed life", () => {
  test("succeeds by exactly the planned moves and hooks", () => {
    fc.assert(
      fc.property(script, (run) => {
        const { life, effects } = finish(run);
        expect(life).toMatchObject({ phase: "ended", ending: { type: "succeeded" } });
        const moves = effects.flatMap((effect) => (effect.type === "move" ? effect : []));
        const weights = run.shifts.map((shift) => shift.weightPercent);
        expect(moves.map((move) => move.toPercent)).toEqual(weights);
        expect(moves.map((move) => move.fromPercent)).toEqual([0, ...weights.slice(0, -1)]);
        const calls = effects.flatMap((effect) =>
          effect.type === "invoke_hook" ? effect.event : [],
        );
        expect(calls).toEqual(run.hooked);
      }),
    );
  });

  test("takes the length of its plan and less than five seconds more", () => {
    fc.assert(
      fc.property(script, (run) => {
        const { life } = finish(run);
        if (life.phase !== "ended") throw new Error("not ended");
        const extra = life.completedAt - run.shifts.at(-1)!.atMs;
        expect(extra).toBeGreaterThan(0);
        expect(extra).toBeLessThan(5000);
      }),
    );
  });
});
