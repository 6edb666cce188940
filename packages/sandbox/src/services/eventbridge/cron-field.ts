export interface CronRange {
  readonly least: number;
  readonly most: number;
  /** Names of the values, from `least` on. */
  readonly names?: readonly string[];
}

/** The values of a field in ascending order: `*`, `5`, `1-5`, `0/15`, `MON,WED`. */
export function parseCronField(field: string, range: CronRange): number[] | undefined {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const span = parsePart(part, range);
    if (!span) return undefined;
    for (let value = span.from; value <= span.to; value += span.step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** One value of a field, by number or name. */
export function parseCronValue(text: string, range: CronRange): number | undefined {
  const named = range.names?.indexOf(text.toUpperCase()) ?? -1;
  if (named >= 0) return range.least + named;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= range.least && value <= range.most ? value : undefined;
}

function parsePart(
  part: string,
  range: CronRange,
): { from: number; to: number; step: number } | undefined {
  const [span = "", stepText, more] = part.split("/");
  const step = stepText === undefined ? 1 : Number(stepText);
  if (more !== undefined || !Number.isInteger(step) || step < 1) return undefined;
  if (span === "*") return { from: range.least, to: range.most, step };
  const [fromText = "", toText, extra] = span.split("-");
  const from = parseCronValue(fromText, range);
  const to = toText === undefined ? openEnd(from, stepText, range) : parseCronValue(toText, range);
  if (extra !== undefined || from === undefined || to === undefined || to < from) return undefined;
  return { from, to, step };
}

/** `5/15` counts on to the end of the range; `5` is itself alone. */
function openEnd(
  from: number | undefined,
  step: string | undefined,
  range: CronRange,
): number | undefined {
  return step === undefined ? from : range.most;
}
