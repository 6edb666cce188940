import type { TrafficRoutingConfig } from "@aws-sdk/client-codedeploy";
import { refusal } from "./refusals.ts";
import { shiftMinutes, type TrafficRouting } from "./shift-plan.ts";

/** From the first shift to the last. */
const longestShiftMinutes = 2880;

/** Throws InvalidTrafficRoutingConfigurationException where AWS would not take the configuration. */
export function readRouting(config: TrafficRoutingConfig | undefined): TrafficRouting {
  const routing = routingOf(config);
  if (routing.type === "AllAtOnce") return routing;
  const { percentage, intervalMinutes } = routing;
  if (!Number.isInteger(percentage) || percentage < 1 || percentage > 99) {
    throw invalid("The percentage must be a whole number from 1 to 99.");
  }
  if (!Number.isInteger(intervalMinutes) || intervalMinutes < 1) {
    throw invalid("The interval must be a whole number of minutes, at least 1.");
  }
  if (shiftMinutes(routing) > longestShiftMinutes) {
    throw invalid(`The last shift must follow the first within ${longestShiftMinutes} minutes.`);
  }
  return routing;
}

function routingOf(config: TrafficRoutingConfig | undefined): TrafficRouting {
  const canary = config?.timeBasedCanary;
  const linear = config?.timeBasedLinear;
  if (config?.type === "AllAtOnce" && !canary && !linear) return { type: "AllAtOnce" };
  if (config?.type === "TimeBasedCanary" && canary && !linear) {
    const percentage = canary.canaryPercentage ?? 0;
    return { type: "TimeBasedCanary", percentage, intervalMinutes: canary.canaryInterval ?? 0 };
  }
  if (config?.type === "TimeBasedLinear" && linear && !canary) {
    const percentage = linear.linearPercentage ?? 0;
    return { type: "TimeBasedLinear", percentage, intervalMinutes: linear.linearInterval ?? 0 };
  }
  throw invalid("The type must be AllAtOnce, or agree with the one time-based member.");
}

function invalid(message: string): Error {
  return refusal("InvalidTrafficRoutingConfiguration", message);
}
