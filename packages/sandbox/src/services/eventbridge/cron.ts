import { compileDayOfMonth, compileDayOfWeek, type Day, type DayTest } from "./cron-day.ts";
import { parseCronField } from "./cron-field.ts";

/** The six fields of `cron(minutes hours day-of-month month day-of-week year)`. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  readonly isDay: DayTest;
}

const dayMs = 86_400_000;
const monthNames = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");

/** `undefined` where the expression is not valid: one of the two day fields must be `?`. */
export function parseCron(expression: string): Cron | undefined {
  const [minute, hour, dayOfMonth, month, dayOfWeek, year, more] = expression.split(" ");
  if (!minute || !hour || !dayOfMonth || !month || !dayOfWeek || !year || more) return undefined;
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) return undefined;
  const minutes = parseCronField(minute, { least: 0, most: 59 });
  const hours = parseCronField(hour, { least: 0, most: 23 });
  const months = parseCronField(month, { least: 1, most: 12, names: monthNames });
  const years = parseCronField(year, { least: 1970, most: 2199 });
  const isDay = dayOfWeek === "?" ? compileDayOfMonth(dayOfMonth) : compileDayOfWeek(dayOfWeek);
  if (!minutes || !hours || !months || !years || !isDay) return undefined;
  return { minutes, hours, months: new Set(months), years: new Set(years), isDay };
}

/** The first matching minute after `after` (ms, UTC). */
export function nextCronTime(cron: Cron, after: number): number | undefined {
  const lastYear = Math.max(...cron.years);
  const firstDay = Math.floor(after / dayMs) * dayMs;
  for (let start = firstDay; ; start += dayMs) {
    const day = dayOf(start);
    if (day.year > lastYear) return undefined;
    const time = isDayOf(cron, day) ? timeWithin(cron, start, after) : undefined;
    if (time !== undefined) return time;
  }
}

function isDayOf(cron: Cron, day: Day): boolean {
  return cron.years.has(day.year) && cron.months.has(day.month) && cron.isDay(day);
}

function dayOf(start: number): Day {
  const date = new Date(start);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  return {
    year,
    month,
    dayOfMonth: date.getUTCDate(),
    dayOfWeek: date.getUTCDay() + 1,
    daysInMonth: new Date(Date.UTC(year, month, 0)).getUTCDate(),
  };
}

function timeWithin(cron: Cron, start: number, after: number): number | undefined {
  for (const hour of cron.hours) {
    for (const minute of cron.minutes) {
      const time = start + (hour * 60 + minute) * 60_000;
      if (time > after) return time;
    }
  }
  return undefined;
}
