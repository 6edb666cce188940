import { z } from "zod";
import type { Clock, Timer } from "../../kernel/clock.ts";
import type { Item } from "./database.ts";
import type { Engine } from "./engine.ts";
import { readExpiries, removeExpired } from "./expiring-items.ts";
import type { Lock } from "./lock.ts";
import { writesOf } from "./observed-write.ts";

/** Deletes what has expired, at the first full minute after. */
export interface TimeToLive {
  attributeOf(table: string): string | undefined;
  enable(table: string, attribute: string): void;
  disable(table: string): void;
  /** Tells of a write, so that no table is searched before something in it can be due. */
  observe(operation: string, body: unknown): void;
  clear(): void;
}

interface Watch {
  readonly attribute: string;
  /** Nothing in the table expires before, in ms. */
  dueAt: number;
  timer: Timer | undefined;
}

const minuteMs = 60_000;
/** DynamoDB leaves alone what seems to have expired more than five years ago. */
const oldestSeconds = 5 * 365 * 86_400;

const Numeric = z.object({ N: z.string() });

export function createTimeToLive(
  clock: Clock,
  engine: Engine,
  lock: Lock,
  keyNamesOf: (table: string) => readonly string[],
): TimeToLive {
  const watches = new Map<string, Watch>();

  function arm(table: string, watch: Watch): void {
    watch.timer?.cancel();
    watch.timer = undefined;
    if (watch.dueAt === Number.POSITIVE_INFINITY) return;
    const earliest = Math.max(watch.dueAt, clock.now());
    const time = (Math.floor(earliest / minuteMs) + 1) * minuteMs;
    watch.timer = clock.at(time, () => sweep(table, watch));
  }

  function expect(table: string, watch: Watch, dueAt: number): void {
    if (dueAt >= watch.dueAt) return;
    watch.dueAt = dueAt;
    arm(table, watch);
  }

  async function sweep(table: string, watch: Watch): Promise<void> {
    watch.dueAt = Number.POSITIVE_INFINITY;
    const nowSeconds = clock.now() / 1000;
    const { attribute } = watch;
    const expiring = { name: table, keyNames: keyNamesOf(table), attribute };
    for (const item of await readExpiries(engine, lock, expiring)) {
      const expiry = secondsOf(item[attribute]);
      if (expiry === undefined || expiry < nowSeconds - oldestSeconds) continue;
      if (expiry <= nowSeconds) await removeExpired(engine, lock, expiring, item);
      else watch.dueAt = Math.min(watch.dueAt, expiry * 1000);
    }
    if (watches.get(table) === watch) arm(table, watch);
  }

  return {
    attributeOf: (table) => watches.get(table)?.attribute,
    enable(table, attribute) {
      const watch: Watch = { attribute, dueAt: clock.now(), timer: undefined };
      watches.set(table, watch);
      arm(table, watch);
    },
    disable(table) {
      watches.get(table)?.timer?.cancel();
      watches.delete(table);
    },
    observe(operation, body) {
      if (watches.size === 0) return;
      for (const { table, item } of writesOf(operation, body)) {
        const watch = watches.get(table);
        if (watch) expect(table, watch, dueAtOf(item, watch.attribute, clock.now()));
      }
    },
    clear() {
      for (const watch of watches.values()) watch.timer?.cancel();
      watches.clear();
    },
  };
}

/** When an item expires, in ms; an update may have set any time, so it may be due now. */
function dueAtOf(item: Item | undefined, attribute: string, now: number): number {
  if (!item) return now;
  const seconds = secondsOf(item[attribute]);
  return seconds === undefined ? Number.POSITIVE_INFINITY : seconds * 1000;
}

function secondsOf(value: unknown): number | undefined {
  const { data } = Numeric.safeParse(value);
  return data ? Number(data.N) : undefined;
}
