import { watchAlarms } from "./alarm-watch.ts";
import { moveAlias } from "./alias-move.ts";
import { announcedEnd, announcement } from "./announcement.ts";
import type { Effect, Ending, Signal } from "./deployment-life.ts";
import { decide } from "./deployment-machine.ts";
import { type Fault, unreadableRevision } from "./faults.ts";
import { callHook } from "./hook-call.ts";
import { newRollback } from "./new-deployment.ts";
import { findMissing, inspect, readSpec } from "./preflight.ts";
import { registerRevision } from "./revision.ts";
import { isRolledBack } from "./rollback.ts";
import type { CodeDeploy, Deployment } from "./state.ts";

/** Makes the deployment known to its group, and schedules its start. */
export function launch(service: CodeDeploy, deployment: Deployment): void {
  const { clock, settings } = service.cloud;
  const { application, group, revision, scope } = deployment;
  service.states.of(scope).deployments.set(deployment.id, deployment);
  registerRevision(application, revision, { type: "deployed", group }, clock.now());
  group.lastAttempted = deployment;
  deployment.timer = clock.after(settings.codedeployStartSeconds * 1000, () =>
    send(service, deployment, { type: "start" }),
  );
}

/** Returns whether the signal meant anything to the deployment. */
export function send(service: CodeDeploy, deployment: Deployment, signal: Signal): boolean {
  const decision = decide(deployment.life, signal, service.cloud.clock.now());
  if (!decision) return false;
  deployment.life = decision.life;
  for (const effect of decision.effects) {
    const answer = perform(service, deployment, effect);
    if (answer) send(service, deployment, answer);
  }
  return true;
}

/** Forgets the timers of a deployment that will not go on. */
export function cancelTimers(deployment: Deployment): void {
  deployment.timer?.cancel();
  deployment.alarmTimer?.cancel();
}

function perform(service: CodeDeploy, deployment: Deployment, effect: Effect): Signal | undefined {
  switch (effect.type) {
    case "wake":
      wake(service, deployment, effect.at);
      return undefined;
    case "started":
      begin(service, deployment);
      return undefined;
    case "ended":
      conclude(service, deployment, effect.ending);
      return undefined;
    case "check":
    case "invoke_hook":
    case "move":
      return act(service, deployment, effect);
  }
}

function wake(service: CodeDeploy, deployment: Deployment, at: number): void {
  deployment.timer?.cancel();
  deployment.timer = service.cloud.clock.at(at, () => send(service, deployment, { type: "tick" }));
}

function begin(service: CodeDeploy, deployment: Deployment): void {
  announce(service, deployment, "START");
  if (deployment.rollsBack) return;
  watchAlarms(service, deployment, (fault) => {
    send(service, deployment, { type: "abort", cause: "alarm", fault });
  });
}

/** The effects that reach into other services, and so may fail. */
function act(
  service: CodeDeploy,
  deployment: Deployment,
  effect: Extract<Effect, { type: "check" | "invoke_hook" | "move" }>,
): Signal | undefined {
  const missing = findMissing(service, deployment);
  if (missing) return failure(missing);
  if (effect.type === "check") {
    const preflight = inspect(service, deployment);
    if (preflight.type === "fault") return failure(preflight.fault);
    return { type: "checked", script: preflight.script };
  }
  const { spec } = deployment;
  if (!spec) return failure(unreadableRevision);
  if (effect.type === "move") {
    const fault = moveAlias(service, deployment, spec, effect);
    return fault ? failure(fault) : { type: "moved" };
  }
  const fault = callHook(service, deployment, effect.event, spec.hooks[effect.event] ?? "");
  return fault && failure(fault);
}

function failure(fault: Fault): Signal {
  return { type: "abort", cause: "failed", fault };
}

function conclude(service: CodeDeploy, deployment: Deployment, ending: Ending): void {
  cancelTimers(deployment);
  if (ending.type === "succeeded") deployment.group.lastSuccessful = deployment;
  announce(service, deployment, announcedEnd(ending));
  if (deployment.rollsBack) return;
  if (isRolledBack(ending, deployment.autoRollback)) rollBack(service, deployment);
}

/** Where the AppSpec cannot be read, or the group is gone, there is nothing to roll back to. */
function rollBack(service: CodeDeploy, deployment: Deployment): void {
  const reading = readSpec(service, deployment);
  if (reading.type === "fault" || findMissing(service, deployment)) return;
  const rollback = newRollback(service, deployment, reading.spec);
  deployment.rolledBackBy = rollback;
  launch(service, rollback);
}

function announce(
  service: CodeDeploy,
  deployment: Deployment,
  state: Parameters<typeof announcement>[1],
): void {
  service.cloud.doors.events.emit(deployment.scope, announcement(deployment, state));
}
