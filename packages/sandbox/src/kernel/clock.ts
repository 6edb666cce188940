import { createTimerQueue } from "./timer-queue.ts";

export type ClockMode = { type: "running"; speed: number } | { type: "stepped" };

export interface Timer {
  cancel(): void;
}

/**
 * The one clock of a sandbox. It runs at any speed, or stands still until `advance` is called. Work in
 * flight is counted, so that `advance` can wait until everything that was due has also settled.
 */
export interface Clock {
  /** Sandbox time in ms since the epoch. */
  now(): number;
  mode(): ClockMode;
  setMode(mode: ClockMode): void;
  /** Runs `task` at that instant (at once, but never synchronously, when it is past). */
  at(time: number, task: () => unknown): Timer;
  after(ms: number, task: () => unknown): Timer;
  /** Counts `work` as in flight until it ends. */
  track<T>(work: Promise<T>): Promise<T>;
  /** For work in flight that waits for the clock itself: it does not hold up `advance` meanwhile. */
  waiting<T>(work: Promise<T>): Promise<T>;
  /** Resolves after `ms` of sandbox time. */
  sleep(ms: number): Promise<void>;
  /** Resolves when nothing is in flight. */
  settle(): Promise<void>;
  /** Moves time on, timer by timer, each with all that follows from it. */
  advance(ms: number): Promise<void>;
  /** Cancels every timer. */
  stop(): void;
}

/**
 * @param start ms since the epoch at which the sandbox's time begins
 * @param onError hears of timer tasks that fail
 */
export function createClock(
  start: number,
  mode: ClockMode,
  onError: (error: unknown) => void = rethrow,
): Clock {
  return new SandboxClock(start, mode, onError);
}

/** Node's timers take no longer delay than about 24 days; a minute keeps a changed speed honest too. */
const longestDelayMs = 60_000;

class SandboxClock implements Clock {
  readonly #timers = createTimerQueue();
  readonly #onError: (error: unknown) => void;
  readonly #idleWaiters = new Set<() => void>();
  #mode: ClockMode;
  #base: number;
  #realBase = performance.now();
  #wake: NodeJS.Timeout | undefined;
  #inFlight = 0;
  #stepping: { readonly done: Promise<void> } | undefined;

  constructor(start: number, mode: ClockMode, onError: (error: unknown) => void) {
    this.#base = start;
    this.#mode = mode;
    this.#onError = onError;
  }

  now(): number {
    if (this.#mode.type === "stepped" || this.#stepping) return this.#base;
    return this.#base + (performance.now() - this.#realBase) * this.#mode.speed;
  }

  mode(): ClockMode {
    return this.#mode;
  }

  setMode(mode: ClockMode): void {
    this.#rebase(this.now());
    this.#mode = mode;
    this.#arm();
  }

  at(time: number, task: () => unknown): Timer {
    const entry = this.#timers.add(time, task);
    if (this.#timers.peek() === time) this.#arm();
    return { cancel: () => this.#timers.remove(entry) };
  }

  after(ms: number, task: () => unknown): Timer {
    return this.at(this.now() + ms, task);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  async track<T>(work: Promise<T>): Promise<T> {
    this.#inFlight++;
    try {
      return await work;
    } finally {
      this.#leave();
    }
  }

  async waiting<T>(work: Promise<T>): Promise<T> {
    this.#leave();
    try {
      return await work;
    } finally {
      this.#inFlight++;
    }
  }

  async settle(): Promise<void> {
    // Work that ends may start more in the same turn of the loop: idle counts only when it lasts a turn.
    do {
      await this.#idle();
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.#inFlight > 0);
  }

  async advance(ms: number): Promise<void> {
    while (this.#stepping) await this.#stepping.done;
    this.#rebase(this.now());
    this.#stepping = { done: this.#step(ms) };
    try {
      await this.#stepping.done;
    } finally {
      this.#stepping = undefined;
      this.#rebase(this.#base);
      this.#arm();
    }
  }

  stop(): void {
    clearTimeout(this.#wake);
    this.#timers.clear();
  }

  async #step(ms: number): Promise<void> {
    const target = this.#base + ms;
    await this.settle();
    for (let due = this.#timers.take(target); due; due = this.#timers.take(target)) {
      this.#base = Math.max(this.#base, due.time);
      this.#run(due.run);
      await this.settle();
    }
    this.#base = target;
    await this.settle();
  }

  #rebase(time: number): void {
    this.#base = time;
    this.#realBase = performance.now();
  }

  #arm(): void {
    clearTimeout(this.#wake);
    const head = this.#timers.peek();
    if (head === undefined || this.#stepping || this.#mode.type === "stepped") return;
    const delay = Math.max(0, (head - this.now()) / this.#mode.speed);
    this.#wake = setTimeout(() => this.#fireDue(), Math.min(delay, longestDelayMs));
  }

  #fireDue(): void {
    if (this.#stepping || this.#mode.type === "stepped") return;
    for (let due = this.#timers.take(this.now()); due; due = this.#timers.take(this.now())) {
      this.#run(due.run);
    }
    this.#arm();
  }

  #run(task: () => unknown): void {
    this.track(Promise.resolve().then(task)).catch(this.#onError);
  }

  #leave(): void {
    this.#inFlight--;
    if (this.#inFlight > 0) return;
    for (const waiter of [...this.#idleWaiters]) waiter();
  }

  #idle(): Promise<void> {
    if (this.#inFlight <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#idleWaiters.delete(done);
        resolve();
      };
      this.#idleWaiters.add(done);
    });
  }
}

function rethrow(error: unknown): never {
  throw error;
}
