import type { Scope } from "../../kernel/service.ts";
import { dispatch } from "./delivery.ts";
import { isoSeconds } from "./envelope.ts";
import { nextFire } from "./schedule.ts";
import type { BusEvent, EventBridge, Rule } from "./state.ts";

/** Sets the one timer of an enabled rule with a schedule, for its next time. */
export function arm(events: EventBridge, scope: Scope, rule: Rule): void {
  rule.timer?.cancel();
  rule.timer = undefined;
  if (!rule.schedule || rule.state === "DISABLED") return;
  const time = nextFire(rule.schedule, events.cloud.clock.now(), rule.anchor);
  if (time === undefined) return;
  rule.timer = events.cloud.clock.at(time, () => {
    dispatch(events, rule, scheduledEvent(events, scope, rule, time));
    arm(events, scope, rule);
  });
}

function scheduledEvent(events: EventBridge, scope: Scope, rule: Rule, time: number): BusEvent {
  return {
    version: "0",
    id: events.cloud.random.uuid(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: scope.account,
    time: isoSeconds(time),
    region: scope.region,
    resources: [rule.arn],
    detail: {},
  };
}
