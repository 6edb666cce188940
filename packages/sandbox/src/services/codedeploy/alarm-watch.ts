import { judgeAlarms } from "./alarm-verdict.ts";
import { alarmsActive, alarmsUnreadable, type Fault } from "./faults.ts";
import type { CodeDeploy, Deployment } from "./state.ts";

/**
 * Polls the alarms from the start of the deployment until its end, hooks included: first within a
 * second, then at a period with a random phase. Calls `stop` once at most. The alarms are those of
 * the time of CreateDeployment: AWS does not say what a later change of the group does.
 */
export function watchAlarms(
  service: CodeDeploy,
  deployment: Deployment,
  stop: (fault: Fault) => void,
): void {
  const names = watchedAlarms(deployment);
  if (names.length === 0) return;
  const { clock, random, settings } = service.cloud;
  const periodMs = settings.codedeployAlarmPollSeconds * 1000;

  function pollAt(time: number, nextTime: number): void {
    deployment.alarmTimer = clock.at(time, () => {
      const fault = readAlarms(service, deployment, names);
      if (fault) return stop(fault);
      pollAt(nextTime, nextTime + periodMs);
    });
  }

  const firstAt = clock.now() + settings.codedeployFirstAlarmPollSeconds * 1000;
  pollAt(firstAt, firstAt + random.next() * periodMs);
}

function watchedAlarms(deployment: Deployment): string[] {
  const { enabled, alarms } = deployment.alarms;
  if (enabled !== true) return [];
  return (alarms ?? []).flatMap((alarm) => alarm.name ?? []);
}

function readAlarms(
  service: CodeDeploy,
  deployment: Deployment,
  names: readonly string[],
): Fault | undefined {
  const { doors, settings } = service.cloud;
  const states = doors.cloudwatch.alarmStates(deployment.scope, names);
  const missingStops =
    settings.codedeployMissingAlarmStops && deployment.alarms.ignorePollAlarmFailure !== true;
  const verdict = judgeAlarms(names, states, missingStops);
  switch (verdict.type) {
    case "quiet":
      return undefined;
    case "active":
      return alarmsActive(verdict.names);
    case "unreadable":
      return alarmsUnreadable(verdict.names);
  }
}
