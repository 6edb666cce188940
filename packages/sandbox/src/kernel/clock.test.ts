import { describe, expect, test } from "vitest";
import { createClock } from "./clock.ts";

const start = Date.parse("2026-01-01T00:00:00Z");

function stepped() {
  return createClock(start, { type: "stepped" });
}

describe("a stepped clock", () => {
  test("stands still until told, and then stops exactly there", async () => {
    const clock = stepped();
    expect(clock.now()).toBe(start);
    await clock.advance(90_000);
    expect(clock.now()).toBe(start + 90_000);
  });

  test("runs each timer at its own instant, those made on the way included", async () => {
    const clock = stepped();
    const seen: number[] = [];
    const tick = () => {
      seen.push(clock.now() - start);
      clock.after(1000, tick);
    };
    clock.after(1000, tick);
    await clock.advance(3500);
    expect(seen).toEqual([1000, 2000, 3000]);
  });

  test("waits for what a timer started before it moves on", async () => {
    const clock = stepped();
    const order: string[] = [];
    clock.after(1000, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`slow at ${clock.now() - start}`);
    });
    clock.after(2000, () => order.push("next"));
    await clock.advance(2000);
    expect(order).toEqual(["slow at 1000", "next"]);
  });

  test("is not held up by work that waits for the clock itself", async () => {
    const clock = stepped();
    let done = false;
    const work = clock.track(
      (async () => {
        await clock.waiting(clock.sleep(5000));
        done = true;
      })(),
    );
    await clock.advance(5000);
    await work;
    expect(done).toBe(true);
  });

  test("does not run a canceled timer", async () => {
    const clock = stepped();
    let ran = false;
    clock.after(1000, () => {
      ran = true;
    }).cancel();
    await clock.advance(2000);
    expect(ran).toBe(false);
  });

  test("two calls of advance follow each other", async () => {
    const clock = stepped();
    await Promise.all([clock.advance(1000), clock.advance(1000)]);
    expect(clock.now()).toBe(start + 2000);
  });

  test("tells of a timer that fails, and goes on", async () => {
    const errors: unknown[] = [];
    const clock = createClock(start, { type: "stepped" }, (error) => errors.push(error));
    clock.after(1, () => {
      throw new Error("broken");
    });
    await clock.advance(10);
    expect(errors).toEqual([new Error("broken")]);
    expect(clock.now()).toBe(start + 10);
  });
});

describe("a running clock", () => {
  test("goes at its speed and fires timers in sandbox time", async () => {
    const clock = createClock(start, { type: "running", speed: 1000 });
    await clock.sleep(60_000);
    expect(clock.now() - start).toBeGreaterThanOrEqual(60_000);
    clock.stop();
  });

  test("can be stopped and stepped", async () => {
    const clock = createClock(start, { type: "running", speed: 10 });
    clock.setMode({ type: "stepped" });
    const now = clock.now();
    await clock.advance(1000);
    expect(clock.now()).toBe(now + 1000);
  });

  test("jumps ahead when told to advance", async () => {
    const clock = createClock(start, { type: "running", speed: 1 });
    let fired = false;
    clock.after(3_600_000, () => {
      fired = true;
    });
    await clock.advance(3_600_000);
    expect(fired).toBe(true);
    expect(clock.now() - start).toBeGreaterThanOrEqual(3_600_000);
    clock.stop();
  });
});
