import type { AlarmConfiguration, AutoRollbackConfiguration } from "@aws-sdk/client-codedeploy";
import { refusal } from "./refusals.ts";

const maxAlarms = 50;

const rollbackEvents: readonly string[] = [
  "DEPLOYMENT_FAILURE",
  "DEPLOYMENT_STOP_ON_ALARM",
  "DEPLOYMENT_STOP_ON_REQUEST",
];

/** Alarms need not exist when they are named: that shows when they are polled. */
export function checkAlarms(given: AlarmConfiguration): AlarmConfiguration {
  const names = (given.alarms ?? []).map((alarm) => alarm.name ?? "");
  if (given.enabled === true && names.length === 0) {
    throw refusal("InvalidAlarmConfig", "An enabled alarm configuration needs at least one alarm.");
  }
  if (names.some((name) => name.length < 1 || name.length > 255)) {
    throw refusal("InvalidAlarmConfig", "The name of an alarm has 1 to 255 characters.");
  }
  if (new Set(names).size < names.length) {
    throw refusal("InvalidAlarmConfig", "An alarm configuration cannot name an alarm twice.");
  }
  if (names.length > maxAlarms) {
    throw refusal("AlarmsLimitExceeded", `The limit of ${maxAlarms} alarms was exceeded.`);
  }
  return {
    enabled: given.enabled ?? false,
    ignorePollAlarmFailure: given.ignorePollAlarmFailure ?? false,
    alarms: names.map((name) => ({ name })),
  };
}

export function checkAutoRollback(given: AutoRollbackConfiguration): AutoRollbackConfiguration {
  const events = given.events ?? [];
  if (given.enabled === true && events.length === 0) {
    const message = "An enabled automatic roll-back needs at least one event.";
    throw refusal("InvalidAutoRollbackConfig", message);
  }
  const unknown = events.find((event) => !rollbackEvents.includes(event));
  if (unknown !== undefined) {
    throw refusal("InvalidAutoRollbackConfig", `Unknown automatic roll-back event: ${unknown}`);
  }
  return { enabled: given.enabled ?? false, events: [...events] };
}
