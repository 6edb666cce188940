import { type CronRange, parseCronField, parseCronValue } from "./cron-field.ts";

export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly dayOfMonth: number;
  /** 1 (Sunday) to 7. */
  readonly dayOfWeek: number;
  readonly daysInMonth: number;
}

export type DayTest = (day: Day) => boolean;

const daysOfMonth: CronRange = { least: 1, most: 31 };
const daysOfWeek: CronRange = {
  least: 1,
  most: 7,
  names: "SUN MON TUE WED THU FRI SAT".split(" "),
};

/** Beyond plain values: `L` (last day of the month) and `15W` (the weekday nearest to the 15th). */
export function compileDayOfMonth(field: string): DayTest | undefined {
  if (field === "L") return (day) => day.dayOfMonth === day.daysInMonth;
  const [, near] = /^(\d+)W$/.exec(field) ?? [];
  if (near !== undefined) {
    const target = parseCronValue(near, daysOfMonth);
    return target === undefined
      ? undefined
      : (day) => day.dayOfMonth === nearestWeekday(day, target);
  }
  const values = parseCronField(field, daysOfMonth);
  return values && ((day) => values.includes(day.dayOfMonth));
}

/** Beyond plain values: `L` (Saturday), `5L` (the month's last Thursday), `3#2` (second Tuesday). */
export function compileDayOfWeek(field: string): DayTest | undefined {
  if (field === "L") return (day) => day.dayOfWeek === 7;
  const [, lastText] = /^(\w+)L$/.exec(field) ?? [];
  if (lastText !== undefined) {
    const last = parseCronValue(lastText, daysOfWeek);
    return (day) => day.dayOfWeek === last && day.dayOfMonth > day.daysInMonth - 7;
  }
  const [, nthText, nth] = /^(\w+)#([1-5])$/.exec(field) ?? [];
  if (nthText !== undefined) {
    const weekday = parseCronValue(nthText, daysOfWeek);
    return (day) => day.dayOfWeek === weekday && Math.ceil(day.dayOfMonth / 7) === Number(nth);
  }
  const values = parseCronField(field, daysOfWeek);
  return values && ((day) => values.includes(day.dayOfWeek));
}

/** Monday to Friday, never in another month. */
function nearestWeekday(day: Day, target: number): number {
  if (target > day.daysInMonth) return 0;
  const weekday = ((((day.dayOfWeek - 1 + target - day.dayOfMonth) % 7) + 7) % 7) + 1;
  if (weekday === 7) return target === 1 ? 3 : target - 1;
  if (weekday === 1) return target === day.daysInMonth ? target - 2 : target + 1;
  return target;
}
