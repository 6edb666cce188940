import type { EventsDoor } from "../../kernel/cloud.ts";
import { route } from "./delivery.ts";
import { isoSeconds } from "./envelope.ts";
import { getBus } from "./lookup.ts";
import type { EventBridge } from "./state.ts";

export function createEventsDoor(events: EventBridge): EventsDoor {
  return {
    emit(scope, event) {
      route(events, getBus(events, scope, "default"), {
        version: "0",
        id: events.cloud.random.uuid(),
        "detail-type": event.detailType,
        source: event.source,
        account: scope.account,
        time: isoSeconds(events.cloud.clock.now()),
        region: scope.region,
        resources: event.resources,
        detail: event.detail,
      });
    },
    undelivered: () => [...events.undelivered],
  };
}
