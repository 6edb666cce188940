export const eventNames = ["BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic"] as const;

export type EventName = (typeof eventNames)[number];

/** Times are in ms since the epoch. */
export type LifecycleRecord =
  | { readonly name: EventName; readonly status: "Pending" | "Skipped" }
  | { readonly name: EventName; readonly status: "InProgress"; readonly startedAt: number }
  | {
      readonly name: EventName;
      readonly status: "Succeeded";
      readonly startedAt: number;
      readonly endedAt: number;
    }
  | {
      readonly name: EventName;
      readonly status: "Failed";
      readonly startedAt: number;
      readonly endedAt: number;
      readonly reason: string;
    };

/** Always all three events in order, hooks or not. */
export type Lifecycle = readonly LifecycleRecord[];

export const freshLifecycle: Lifecycle = eventNames.map((name) => ({ name, status: "Pending" }));

export function beginEvent(lifecycle: Lifecycle, name: EventName, now: number): Lifecycle {
  return lifecycle.map((record) =>
    record.name === name && record.status === "Pending"
      ? { name, status: "InProgress", startedAt: now }
      : record,
  );
}

export function succeedEvent(lifecycle: Lifecycle, name: EventName, now: number): Lifecycle {
  return lifecycle.map((record) =>
    record.name === name && record.status === "InProgress"
      ? { name, status: "Succeeded", startedAt: record.startedAt, endedAt: now }
      : record,
  );
}

/** The event in progress fails, those that had not begun are skipped. */
export function interruptLifecycle(lifecycle: Lifecycle, reason: string, now: number): Lifecycle {
  return lifecycle.map((record) => {
    if (record.status === "Pending") return { name: record.name, status: "Skipped" };
    if (record.status !== "InProgress") return record;
    const { name, startedAt } = record;
    return { name, status: "Failed", startedAt, endedAt: now, reason };
  });
}

export function nextEvent(name: EventName): EventName | undefined {
  return eventNames[eventNames.indexOf(name) + 1];
}
