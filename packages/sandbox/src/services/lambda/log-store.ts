/** Lines that a group keeps; older ones are forgotten. */
const linesMax = 10_000;

export interface LogLine {
  /** Sandbox time, ms since the epoch. */
  readonly at: number;
  readonly stream: string;
  readonly message: string;
}

/** What functions have logged, by log group. */
export interface LogStore {
  add(groupKey: string, line: LogLine): void;
  /** Oldest first. */
  read(groupKey: string): readonly LogLine[];
  clear(): void;
}

export function createLogStore(): LogStore {
  const groups = new Map<string, LogLine[]>();
  return {
    add(groupKey, line) {
      const lines = groups.get(groupKey) ?? [];
      groups.set(groupKey, lines);
      lines.push(line);
      // Cut in large pieces, so that each line costs little.
      if (lines.length > 2 * linesMax) lines.splice(0, lines.length - linesMax);
    },
    read: (groupKey) => (groups.get(groupKey) ?? []).slice(-linesMax),
    clear: () => groups.clear(),
  };
}

export function groupKey(account: string, region: string, logGroup: string): string {
  return `${account}/${region}/${logGroup}`;
}
