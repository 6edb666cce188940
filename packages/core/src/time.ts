import { z } from "zod";

/** ISO-8601 in UTC with milliseconds; sorts as text. The only form in which core knows time. */
export const Instant = z.iso.datetime();
export type Instant = string;

export function toInstant(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}

export function toEpochMs(instant: Instant): number {
  return Date.parse(instant);
}

export function addSeconds(instant: Instant, seconds: number): Instant {
  return toInstant(toEpochMs(instant) + seconds * 1000);
}

/** Seconds from `from` to `to`; negative when `to` is earlier. */
export function secondsBetween(from: Instant, to: Instant): number {
  return (toEpochMs(to) - toEpochMs(from)) / 1000;
}
