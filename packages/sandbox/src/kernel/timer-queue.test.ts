import fc from "fast-check";
import { expect, test } from "vitest";
import { createTimerQueue } from "./timer-queue.ts";

test("timers come out by time, and in order of arrival where the time is the same", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), (times) => {
      const queue = createTimerQueue();
      const order: number[] = [];
      times.forEach((time, index) => {
        queue.add(time, () => order.push(index));
      });
      for (let due = queue.take(20); due; due = queue.take(20)) due.run();
      const expected = times
        .map((time, index) => ({ time, index }))
        .sort((a, b) => a.time - b.time || a.index - b.index)
        .map(({ index }) => index);
      expect(order).toEqual(expected);
    }),
  );
});

test("removed timers never come out, and nothing comes before it is due", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), { maxLength: 40 }),
      fc.integer({ min: 0, max: 20 }),
      (timers, until) => {
        const queue = createTimerQueue();
        const entries = timers.map(([time]) => queue.add(time, () => undefined));
        entries.forEach((entry, index) => {
          if (timers[index]?.[1]) queue.remove(entry);
        });
        const taken = [];
        for (let due = queue.take(until); due; due = queue.take(until)) taken.push(due.time);
        const expected = timers.filter(([time, removed]) => !removed && time <= until);
        expect(taken).toHaveLength(expected.length);
        expect(queue.peek() ?? Number.POSITIVE_INFINITY).toBeGreaterThan(until);
      },
    ),
  );
});
