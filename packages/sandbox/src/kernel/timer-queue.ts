export interface TimerEntry {
  readonly time: number;
  readonly order: number;
  readonly run: () => unknown;
  canceled: boolean;
}

/** A binary heap of timers: by time, and in order of arrival where the time is the same. */
export interface TimerQueue {
  add(time: number, run: () => unknown): TimerEntry;
  remove(entry: TimerEntry): void;
  /** Time of the earliest timer. */
  peek(): number | undefined;
  /** Removes and returns the earliest timer if it is due by `time`. */
  take(time: number): TimerEntry | undefined;
  clear(): void;
}

export function createTimerQueue(): TimerQueue {
  let heap: TimerEntry[] = [];
  let arrivals = 0;

  function before(a: number, b: number): boolean {
    const left = heap[a];
    const right = heap[b];
    if (!left || !right) return left !== undefined;
    return left.time < right.time || (left.time === right.time && left.order < right.order);
  }

  function swap(a: number, b: number): void {
    const left = heap[a];
    const right = heap[b];
    if (!left || !right) return;
    heap[a] = right;
    heap[b] = left;
  }

  function rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!before(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  }

  function sink(from: number): void {
    for (let at = from; ; ) {
      const left = 2 * at + 1;
      const child = left + 1 < heap.length && before(left + 1, left) ? left + 1 : left;
      if (child >= heap.length || !before(child, at)) return;
      swap(at, child);
      at = child;
    }
  }

  function pop(): TimerEntry | undefined {
    const [head] = heap;
    const last = heap.pop();
    if (last && heap.length > 0) {
      heap[0] = last;
      sink(0);
    }
    return head;
  }

  function dropCanceled(): void {
    while (heap[0]?.canceled) pop();
  }

  return {
    add(time, run) {
      const entry = { time, order: arrivals++, run, canceled: false };
      heap.push(entry);
      rise(heap.length - 1);
      return entry;
    },
    remove(entry) {
      entry.canceled = true;
    },
    peek() {
      dropCanceled();
      return heap[0]?.time;
    },
    take(time) {
      dropCanceled();
      const head = heap[0];
      return head && head.time <= time ? pop() : undefined;
    },
    clear() {
      heap = [];
    },
  };
}
