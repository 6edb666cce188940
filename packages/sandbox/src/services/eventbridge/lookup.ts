import { AwsError } from "../../kernel/aws-error.ts";
import type { Scope } from "../../kernel/service.ts";
import type { Bus, EventBridge, Rule } from "./state.ts";

/** The scope and name of a bus given by name or ARN; `default` when absent. */
export function addressOfBus(
  scope: Scope,
  nameOrArn: string | undefined,
): { scope: Scope; name: string } {
  const [prefix, , , region, account, resource] = (nameOrArn ?? "default").split(":");
  if (prefix !== "arn" || !region || !account || !resource) {
    return { scope, name: nameOrArn ?? "default" };
  }
  return { scope: { account, region }, name: resource.replace(/^event-bus\//, "") };
}

export function findBus(
  events: EventBridge,
  scope: Scope,
  nameOrArn: string | undefined,
): Bus | undefined {
  const address = addressOfBus(scope, nameOrArn);
  return events.states.of(address.scope).buses.get(address.name);
}

/** Throws AwsError `ResourceNotFoundException`. */
export function getBus(events: EventBridge, scope: Scope, nameOrArn: string | undefined): Bus {
  const bus = findBus(events, scope, nameOrArn);
  if (bus) return bus;
  const { name } = addressOfBus(scope, nameOrArn);
  throw notFound(`Event bus ${name} does not exist.`);
}

/** Throws AwsError `ResourceNotFoundException`. */
export function getRule(bus: Bus, name: string | undefined): Rule {
  const rule = bus.rules.get(name ?? "");
  if (!rule) throw notFound(`Rule ${name} does not exist on EventBus ${bus.name}.`);
  return rule;
}

export function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message);
}

export function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
