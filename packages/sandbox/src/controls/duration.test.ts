import { expect, test } from "vitest";
import { parseDuration } from "./duration.ts";

test.each([
  ["90s", 90_000],
  ["5m", 300_000],
  ["1h30m", 5_400_000],
  ["1d", 86_400_000],
  ["250ms", 250],
  ["1.5h", 5_400_000],
  ["1h 30m", 5_400_000],
])("%s", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(["", "5", "m", "five minutes", "5m!", "-5m"])("%s is no duration", (text) => {
  expect(parseDuration(text)).toBeUndefined();
});
