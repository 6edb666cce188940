import { describe, expect, test } from "vitest";
import { createLife, type Effect, type Life, type Script, type Signal } from "./deployment-life.ts";
import { awaitsHook, decide } from "./deployment-machine.ts";
import { alarmsActive, hookFailed, hookTimedOut, invalidConfiguration } from "./faults.ts";
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

const canary: TrafficRouting = { type: "TimeBasedCanary", percentage: 10, intervalMinutes: 5 };
const linear: TrafficRouting = { type: "TimeBasedLinear", percentage: 30, intervalMinutes: 2 };
const bothHooks: EventName[] = ["BeforeAllowTraffic", "AfterAllowTraffic"];

function script(routing: TrafficRouting, hooked: EventName[] = []): Script {
  return { hooked, shifts: planShifts(routing), pace };
}

const abort: Signal = { type: "abort", cause: "failed", fault: invalidConfiguration() };
const alarm: Signal = { type: "abort", cause: "alarm", fault: alarmsActive(["a"]) };
const stop: Signal = { type: "stop_requested", rollBack: undefined, effectiveAt: 99_000 };
const beforeSucceeded: Signal = {
  type: "hook_reported",
  event: "BeforeAllowTraffic",
  hasSucceeded: true,
};
const beforeFailed: Signal = { ...beforeSucceeded, hasSucceeded: false };
const afterSucceeded: Signal = { ...beforeSucceeded, event: "AfterAllowTraffic" };
const afterFailed: Signal = { ...afterSucceeded, hasSucceeded: false };

/** The life after those signals, each at the time that the life had asked to be woken, or at once. */
function live(signals: Signal[]): { life: Life; now: number; effects: Effect[] } {
  let life = createLife(0);
  let now = 1000;
  let wakeAt = now;
  let effects: Effect[] = [];
  for (const signal of signals) {
    if (signal.type === "tick") now = wakeAt;
    const decision = decide(life, signal, now);
    if (!decision) throw new Error(`${signal.type} is refused in ${describeLife(life)}`);
    life = decision.life;
    effects = [...decision.effects];
    for (const effect of effects) if (effect.type === "wake") wakeAt = effect.at;
  }
  return { life, now, effects };
}

function describeLife(life: Life): string {
  if (life.phase === "running") return life.stage.type;
  if (life.phase === "ended") return `ended: ${life.ending.type}`;
  return life.phase;
}

const tick: Signal = { type: "tick" };
const moved: Signal = { type: "moved" };

function toChecking(): Signal[] {
  return [{ type: "start" }];
}

function toPrepared(run: Script): Signal[] {
  return [...toChecking(), { type: "checked", script: run }];
}

const hooked = script(canary, bothHooks);
const bare = script(canary);

/** A way to each phase and stage. */
const ways: Record<string, Signal[]> = {
  created: [],
  checking: toChecking(),
  "pause before the first event": toPrepared(bare),
  "event without a hook": [...toPrepared(bare), tick],
  "event before its hook": [...toPrepared(hooked), tick],
  "hook before": [...toPrepared(hooked), tick, tick],
  "pause before traffic": [...toPrepared(bare), tick, tick],
  move: [...toPrepared(bare), tick, tick, tick],
  interval: [...toPrepared(bare), tick, tick, tick, moved],
  "last move": [...toPrepared(bare), tick, tick, tick, moved, tick],
  "traffic shifted": [...toPrepared(bare), tick, tick, tick, moved, tick, moved],
  "hook after": [
    ...toPrepared(hooked),
    ...[tick, tick, beforeSucceeded, tick, moved, tick, moved, tick, tick],
  ],
  stopping: [...toPrepared(bare), stop],
  succeeded: [...toPrepared(bare), ...[tick, tick, tick, moved, tick, moved, tick, tick, tick]],
  failed: [...toPrepared(bare), abort],
  "stopped by an alarm": [...toPrepared(bare), alarm],
  "stopped by request": [...toPrepared(bare), stop, tick],
};

const signals: Record<string, Signal> = {
  start: { type: "start" },
  checked: { type: "checked", script: bare },
  tick,
  moved,
  beforeSucceeded,
  beforeFailed,
  afterSucceeded,
  afterFailed,
  stop,
  abort,
  alarm,
};

/** What each signal leads to from each place; what is not here is refused. */
const table: Record<string, Partial<Record<string, string>>> = {
  created: { start: "checking", stop: "stopping", abort: "ended: failed", alarm: "ended: alarm" },
  checking: { checked: "pause", stop: "stopping", abort: "ended: failed", alarm: "ended: alarm" },
  "pause before the first event": {
    tick: "event",
    stop: "stopping",
    abort: "ended: failed",
    alarm: "ended: alarm",
  },
  "event without a hook": {
    tick: "pause",
    stop: "stopping",
    abort: "ended: failed",
    alarm: "ended: alarm",
  },
  "event before its hook": {
    tick: "hook",
    stop: "stopping",
    abort: "ended: failed",
    alarm: "ended: alarm",
  },
  "hook before": {
    tick: "ended: failed",
    beforeSucceeded: "pause",
    beforeFailed: "ended: failed",
    stop: "stopping",
    abort: "ended: failed",
    alarm: "ended: alarm",
  },
  "pause before traffic": {
    tick: "move",
    stop: "stopping",
    abort: "ended: failed",
    alarm: "ended: alarm",
  },
  move: { moved: "interval", stop: "stopping", abort: "ended: failed", alarm: "ended: alarm" },
  interval: { tick: "move", stop: "stopping", abort: "ended: failed", alarm: "ended: alarm" },
  "last move": { moved: "event", stop: "stopping", abort: "ended: failed", alarm: "ended: alarm" },
  "traffic shifted": {
    tick: "pause",
    stop: "stopping",
    abort: "ended: failed",
    alarm: "ended: alarm",
  },
  "hook after": {
    tick: "ended: failed",
    afterSucceeded: "ended: succeeded",
    afterFailed: "ended: failed",
    stop: "stopping",
    abort: "ended: failed",
    alarm: "ended: alarm",
  },
  stopping: { tick: "ended: stop_request" },
  succeeded: {},
  failed: {},
  "stopped by an alarm": {},
  "stopped by request": {},
};

describe("decide", () => {
  const rows = Object.entries(ways).flatMap(([place, way]) =>
    Object.entries(signals).map(([name, signal]) => ({ place, way, name, signal })),
  );

  test.each(rows)("$place + $name", ({ place, way, name, signal }) => {
    const { life, now } = live(way);
    const decision = decide(life, signal, now);
    expect(decision && describeLife(decision.life)).toBe(table[place]?.[name]);
  });

  test("the table has a row for each place", () => {
    expect(Object.keys(table)).toEqual(Object.keys(ways));
  });
});

describe("the life of a deployment", () => {
  test("starts by telling of it and checking the AppSpec", () => {
    const { effects, life } = live(toChecking());
    expect(effects).toEqual([{ type: "started" }, { type: "check" }]);
    expect(life).toMatchObject({ phase: "checking", startedAt: 1000 });
  });

  test("begins the first event after a moment", () => {
    const { effects } = live(toPrepared(bare));
    expect(effects).toEqual([{ type: "wake", at: 1400 }]);
  });

  test("calls the first hook two seconds after the start", () => {
    expect(live([...toPrepared(hooked), tick]).effects).toEqual([{ type: "wake", at: 3000 }]);
    const { effects, now } = live([...toPrepared(hooked), tick, tick]);
    expect(now).toBe(3000);
    expect(effects).toEqual([
      { type: "wake", at: 3000 + 3_600_000 },
      { type: "invoke_hook", event: "BeforeAllowTraffic" },
    ]);
  });

  test("calls the last hook in the moment in which its event begins", () => {
    const { effects, life, now } = live(ways["hook after"]!);
    expect(effects.at(-1)).toEqual({ type: "invoke_hook", event: "AfterAllowTraffic" });
    expect(life.lifecycle[2]).toMatchObject({ status: "InProgress", startedAt: now });
  });

  test("an event without a hook takes less than a second", () => {
    const { life } = live([...toPrepared(bare), tick, tick]);
    expect(life.lifecycle[0]).toEqual({
      name: "BeforeAllowTraffic",
      status: "Succeeded",
      startedAt: 1400,
      endedAt: 1800,
    });
  });

  test("asks for each move from where the last one ended", () => {
    const { effects: first } = live(ways["move"]!);
    expect(first).toEqual([{ type: "move", fromPercent: 0, toPercent: 10 }]);
    const { effects: second } = live(ways["last move"]!);
    expect(second).toEqual([{ type: "move", fromPercent: 10, toPercent: 100 }]);
  });

  test("counts the weight only once the alias has moved", () => {
    expect(live(ways["move"]!).life.weightPercent).toBe(0);
    expect(live(ways["interval"]!).life.weightPercent).toBe(10);
    expect(live(ways["last move"]!).life.weightPercent).toBe(10);
    expect(live(ways["traffic shifted"]!).life.weightPercent).toBe(100);
  });

  test("waits for each shift from the first one, not from the last", () => {
    const run = script(linear);
    const way = [...toPrepared(run), tick, tick, tick, moved];
    const { effects, now } = live(way);
    expect(effects).toEqual([{ type: "wake", at: now + 120_000 }]);
    // A tick that comes late must not put off the shifts after it.
    const third = live([...way, tick]);
    const late = decide(third.life, moved, third.now + 700);
    expect(late?.effects).toEqual([{ type: "wake", at: now + 240_000 }]);
  });

  test("a hook that is silent fails with the time-out", () => {
    const { life } = live([...ways["hook before"]!, tick]);
    expect(life).toMatchObject({
      phase: "ended",
      completedAt: 3000 + 3_600_000,
      ending: { type: "failed", fault: { code: "TIMEOUT" } },
    });
  });

  test("a hook that reports failure says so", () => {
    const { life } = live([...ways["hook before"]!, beforeFailed]);
    expect(life).toMatchObject({ ending: { type: "failed", fault: hookFailed } });
    expect(life.lifecycle.map((record) => record.status)).toEqual(["Failed", "Skipped", "Skipped"]);
  });

  test("a stop is completed when its time has come, and remembers the wish about rolling back", () => {
    const request: Signal = { type: "stop_requested", rollBack: false, effectiveAt: 5000 };
    const { life, now } = live([...ways["interval"]!, request, tick]);
    expect(now).toBe(5000);
    expect(life).toMatchObject({
      phase: "ended",
      completedAt: 5000,
      weightPercent: 10,
      ending: { type: "stop_request", rollBack: false, fault: { code: "MANUAL_STOP" } },
    });
  });

  test("a deployment that is stopped before its start never has one", () => {
    const { life } = live([stop, tick]);
    expect(life).toMatchObject({ phase: "ended", startedAt: undefined });
    expect(life.lifecycle.map((record) => record.status)).toEqual([
      "Skipped",
      "Skipped",
      "Skipped",
    ]);
  });

  test("an end is told of once", () => {
    for (const way of Object.values(ways)) {
      const { life, now } = live(way);
      const decision = decide(life, abort, now);
      if (!decision) continue;
      expect(decision.effects).toEqual([
        { type: "ended", ending: { type: "failed", fault: invalidConfiguration() } },
      ]);
    }
  });
});

describe("awaitsHook", () => {
  test.each(Object.keys(ways))("in %s", (place) => {
    const way = ways[place]!;
    const { life } = live(way);
    expect(awaitsHook(life, "BeforeAllowTraffic")).toBe(place === "hook before");
    expect(awaitsHook(life, "AfterAllowTraffic")).toBe(place === "hook after");
    expect(awaitsHook(life, "AllowTraffic")).toBe(false);
  });
});
