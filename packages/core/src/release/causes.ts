import { describeAlarm, formatReading } from "../alarm/describe.ts";
import type { AlarmReading } from "../alarm/schema.ts";
import { assertNever } from "../assert.ts";
import type { ShiftFailure } from "../ports/traffic-shifter.ts";
import type { Cause } from "./cause.ts";

/** The cause that an alarm in ALARM gives, with its signal, value and limit. */
export function causeOfAlarm(reading: AlarmReading, canaryVersion: string): Cause {
  const { signal, limit, unit } = describeAlarm(reading.spec);
  const was =
    reading.value === null
      ? `The ${signal} of version ${canaryVersion} crossed its limit of ${formatReading(limit, unit)}`
      : `The ${signal} of version ${canaryVersion} was ${formatReading(reading.value, unit)}, its limit is ${formatReading(limit, unit)}`;
  const when = reading.minute ? ` (minute of ${reading.minute.slice(11, 16)} UTC)` : "";
  return {
    type: "alarm",
    sentence: `${was}${when}.`,
    signal,
    limit,
    ...(unit ? { unit } : {}),
    ...(reading.value === null ? {} : { value: reading.value }),
    ...(reading.minute ? { firstBadMinute: reading.minute } : {}),
  };
}

/** The cause of a deployment that ended without success, where no alarm explains it. */
export function causeOfFailure(failure: ShiftFailure | null, deploymentId: string): Cause {
  if (!failure) {
    return { type: "error", sentence: `Deployment ${deploymentId} failed and gave no reason.` };
  }
  const { message } = failure;
  switch (failure.type) {
    case "alarm":
      return { type: "alarm", sentence: message };
    case "stopped_by_hand":
      return {
        type: "operator",
        sentence: `Somebody stopped deployment ${deploymentId} in CodeDeploy.`,
      };
    case "hook":
      return { type: "hook", sentence: `A lifecycle hook failed: ${message}` };
    case "conflict":
      return {
        type: "conflict",
        sentence: `The alias was changed by somebody else during the release: ${message}`,
      };
    case "throttled":
    case "error":
      return { type: "error", sentence: `Deployment ${deploymentId} failed: ${message}` };
    default:
      return assertNever(failure.type);
  }
}
