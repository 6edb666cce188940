import type { AlarmReading, AlarmSpec, ArmedAlarm } from "../alarm/schema.ts";
import type { ReleaseId } from "../id.ts";
import type { Target } from "../registry/schema.ts";

/** The alarms of releases. */
export interface AlarmKeeper {
  /** Makes fresh alarms for one version of a release; repeating it makes none twice. */
  arm(target: Target, order: AlarmOrder): Promise<readonly ArmedAlarm[]>;
  read(target: Target, alarms: readonly ArmedAlarm[]): Promise<readonly AlarmReading[]>;
  /** Takes alarms away; those already gone are no error. */
  disarm(target: Target, alarms: readonly ArmedAlarm[]): Promise<void>;
}

export interface AlarmOrder {
  readonly releaseId: ReleaseId;
  readonly function: string;
  readonly canaryVersion: string;
  readonly specs: readonly AlarmSpec[];
}
