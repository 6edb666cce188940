import type { Decision, Ending, Life, Progress, Script, Signal, Stage } from "./deployment-life.ts";
import { hookFailed, stoppedByRequest } from "./faults.ts";
import {
  beginEvent,
  type EventName,
  interruptLifecycle,
  nextEvent,
  succeedEvent,
} from "./lifecycle.ts";

type Running = Extract<Life, { phase: "running" }>;
type Live = Exclude<Life, { phase: "ended" }>;

/** Undefined where the signal means nothing in this phase: it comes too late, or was not asked for. */
export function decide(life: Life, signal: Signal, now: number): Decision | undefined {
  if (life.phase === "ended") return undefined;
  if (life.phase === "stopping") return signal.type === "tick" ? endStopping(life, now) : undefined;
  if (signal.type === "abort") return end(life, { type: signal.cause, fault: signal.fault }, now);
  if (signal.type === "stop_requested") return requestStop(life, signal);
  if (life.phase === "running") return proceed(life, signal, now);
  if (life.phase === "created") return signal.type === "start" ? start(life, now) : undefined;
  return signal.type === "checked" ? prepare(life, signal.script, now) : undefined;
}

/** Whether a report for the hook of that event is awaited. */
export function awaitsHook(life: Life, event: EventName): boolean {
  return life.phase === "running" && life.stage.type === "hook" && life.stage.name === event;
}

function proceed(
  life: Running,
  signal: Exclude<Signal, { type: "abort" | "stop_requested" }>,
  now: number,
): Decision | undefined {
  switch (signal.type) {
    case "tick":
      return tick(life, now);
    case "moved":
      return moved(life, now);
    case "hook_reported":
      return hookReported(life, signal, now);
    case "start":
    case "checked":
      return undefined;
  }
}

function start(life: Progress, now: number): Decision {
  const { lifecycle, weightPercent } = life;
  return {
    life: { phase: "checking", lifecycle, weightPercent, changedAt: now, startedAt: now },
    effects: [{ type: "started" }, { type: "check" }],
  };
}

function prepare(
  life: Extract<Life, { phase: "checking" }>,
  script: Script,
  now: number,
): Decision {
  const stage: Stage = { type: "pause", next: "BeforeAllowTraffic" };
  return {
    life: { ...life, phase: "running", script, stage },
    effects: [{ type: "wake", at: now + script.pace.prepareMs }],
  };
}

function tick(life: Running, now: number): Decision | undefined {
  const { stage } = life;
  switch (stage.type) {
    case "pause":
      return begin(life, stage.next, now);
    case "event":
      return isHooked(life, stage.name)
        ? invokeHook(life, stage.name, now)
        : finishEvent(life, stage.name, now);
    case "hook":
      return end(life, { type: "failed", fault: life.script.pace.hookTimeoutFault }, now);
    case "interval":
      return move(life, stage.step, stage.firstMoveAt);
    case "move":
      return undefined;
  }
}

function begin(life: Running, name: EventName, now: number): Decision {
  const begun: Running = {
    ...life,
    lifecycle: beginEvent(life.lifecycle, name, now),
    changedAt: now,
    stage: { type: "event", name },
  };
  if (name === "AllowTraffic") return move(begun, 0, now);
  const { eventMs, firstHookMs } = life.script.pace;
  if (!isHooked(life, name)) return { life: begun, effects: [{ type: "wake", at: now + eventMs }] };
  if (name === "AfterAllowTraffic") return invokeHook(begun, name, now);
  return { life: begun, effects: [{ type: "wake", at: life.startedAt + firstHookMs }] };
}

function isHooked(life: Running, name: EventName): boolean {
  return life.script.hooked.includes(name);
}

function invokeHook(life: Running, name: EventName, now: number): Decision {
  return {
    life: { ...life, stage: { type: "hook", name } },
    effects: [
      { type: "wake", at: now + life.script.pace.hookTimeoutMs },
      { type: "invoke_hook", event: name },
    ],
  };
}

function move(life: Running, step: number, firstMoveAt: number): Decision {
  const toPercent = life.script.shifts[step]?.weightPercent ?? 100;
  return {
    life: { ...life, stage: { type: "move", step, firstMoveAt } },
    effects: [{ type: "move", fromPercent: life.weightPercent, toPercent }],
  };
}

function moved(life: Running, now: number): Decision | undefined {
  if (life.stage.type !== "move") return undefined;
  const { step, firstMoveAt } = life.stage;
  const weightPercent = life.script.shifts[step]?.weightPercent ?? 100;
  const next = life.script.shifts[step + 1];
  if (next) {
    return {
      life: {
        ...life,
        weightPercent,
        changedAt: now,
        stage: { type: "interval", step: step + 1, firstMoveAt },
      },
      effects: [{ type: "wake", at: firstMoveAt + next.atMs }],
    };
  }
  return {
    life: {
      ...life,
      weightPercent,
      changedAt: now,
      stage: { type: "event", name: "AllowTraffic" },
    },
    effects: [{ type: "wake", at: now + life.script.pace.eventMs }],
  };
}

function hookReported(
  life: Running,
  report: { event: EventName; hasSucceeded: boolean },
  now: number,
): Decision | undefined {
  if (!awaitsHook(life, report.event)) return undefined;
  if (!report.hasSucceeded) return end(life, { type: "failed", fault: hookFailed }, now);
  return finishEvent(life, report.event, now);
}

function finishEvent(life: Running, name: EventName, now: number): Decision {
  const lifecycle = succeedEvent(life.lifecycle, name, now);
  const next = nextEvent(name);
  if (!next) return end({ ...life, lifecycle }, { type: "succeeded" }, now);
  return {
    life: { ...life, lifecycle, changedAt: now, stage: { type: "pause", next } },
    effects: [{ type: "wake", at: now + life.script.pace.gapMs }],
  };
}

function requestStop(
  life: Live,
  { rollBack, effectiveAt }: Extract<Signal, { type: "stop_requested" }>,
): Decision {
  const { lifecycle, weightPercent, changedAt } = life;
  const startedAt = life.phase === "created" ? undefined : life.startedAt;
  return {
    life: { phase: "stopping", lifecycle, weightPercent, changedAt, startedAt, rollBack },
    effects: [{ type: "wake", at: effectiveAt }],
  };
}

function endStopping(life: Extract<Life, { phase: "stopping" }>, now: number): Decision {
  const { rollBack } = life;
  return end(life, { type: "stop_request", fault: stoppedByRequest, rollBack }, now);
}

function end(life: Live, ending: Ending, now: number): Decision {
  const lifecycle =
    ending.type === "succeeded"
      ? life.lifecycle
      : interruptLifecycle(life.lifecycle, ending.fault.message, now);
  return {
    life: {
      phase: "ended",
      lifecycle,
      weightPercent: life.weightPercent,
      changedAt: now,
      startedAt: life.phase === "created" ? undefined : life.startedAt,
      completedAt: now,
      ending,
    },
    effects: [{ type: "ended", ending }],
  };
}
