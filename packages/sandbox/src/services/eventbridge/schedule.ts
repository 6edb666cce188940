import { type Cron, nextCronTime, parseCron } from "./cron.ts";

/** A schedule expression of a rule; times are in UTC. */
export type Schedule = { type: "rate"; periodMs: number } | { type: "cron"; cron: Cron };

const unitMs: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** `undefined` where EventBridge would refuse the expression. */
export function parseSchedule(expression: string): Schedule | undefined {
  const [, rate] = /^rate\((.*)\)$/.exec(expression) ?? [];
  if (rate !== undefined) return parseRate(rate);
  const [, fields] = /^cron\((.*)\)$/.exec(expression) ?? [];
  const cron = fields === undefined ? undefined : parseCron(fields);
  return cron && { type: "cron", cron };
}

/** The first instant after `after` (both ms); a rate counts from `anchor`. `undefined` where never. */
export function nextFire(schedule: Schedule, after: number, anchor: number): number | undefined {
  if (schedule.type === "cron") return nextCronTime(schedule.cron, after);
  const periods = Math.floor((after - anchor) / schedule.periodMs) + 1;
  return anchor + Math.max(1, periods) * schedule.periodMs;
}

/** `1 minute`, `5 minutes`: the unit is singular for 1, and only then. */
function parseRate(rate: string): Schedule | undefined {
  const [, count, unit = "", plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(rate) ?? [];
  const ms = unitMs[unit];
  if (ms === undefined || (count === "1") !== (plural === "")) return undefined;
  return { type: "rate", periodMs: Number(count) * ms };
}
