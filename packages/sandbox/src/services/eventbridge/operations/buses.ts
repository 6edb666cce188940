import type {
  CreateEventBusRequest,
  CreateEventBusResponse,
  DeleteEventBusRequest,
  DescribeEventBusRequest,
  DescribeEventBusResponse,
  EventBus,
  ListEventBusesRequest,
  ListEventBusesResponse,
} from "@aws-sdk/client-eventbridge";
import { AwsError } from "../../../kernel/aws-error.ts";
import type { Call } from "../../../kernel/service.ts";
import { addressOfBus, getBus, invalid } from "../lookup.ts";
import { pageOf } from "../page.ts";
import { type Bus, createBus, type EventBridge } from "../state.ts";
import { setTags } from "./tags.ts";

export function createEventBus(
  events: EventBridge,
  call: Call,
  input: CreateEventBusRequest,
): CreateEventBusResponse {
  const name = input.Name ?? "";
  const { buses } = events.states.of(call.scope);
  if (buses.has(name)) {
    throw new AwsError("ResourceAlreadyExistsException", `Event bus ${name} already exists.`);
  }
  if (!/^[/.\-_A-Za-z0-9]{1,256}$/.test(name) || name.includes("/")) {
    throw invalid("Event bus name must not contain '/'.");
  }
  const bus = createBus(events.cloud, call.scope, name, input.Description);
  buses.set(name, bus);
  setTags(events, call.scope, bus.arn, input.Tags);
  const description = bus.description === undefined ? {} : { Description: bus.description };
  return { EventBusArn: bus.arn, ...description };
}

export function describeEventBus(
  events: EventBridge,
  call: Call,
  input: DescribeEventBusRequest,
): DescribeEventBusResponse {
  return present(getBus(events, call.scope, input.Name));
}

export function listEventBuses(
  events: EventBridge,
  call: Call,
  input: ListEventBusesRequest,
): ListEventBusesResponse {
  const prefix = input.NamePrefix ?? "";
  const buses = [...events.states.of(call.scope).buses.values()].filter((bus) =>
    bus.name.startsWith(prefix),
  );
  const page = pageOf(buses, (bus) => bus.name, input);
  return { EventBuses: page.items.map(present), NextToken: page.next };
}

/** A bus that does not exist is deleted without complaint, its rules with it. */
export function deleteEventBus(
  events: EventBridge,
  call: Call,
  input: DeleteEventBusRequest,
): object {
  const { scope, name } = addressOfBus(call.scope, input.Name);
  if (name === "default") throw invalid("Cannot delete event bus default.");
  const { buses } = events.states.of(scope);
  for (const rule of buses.get(name)?.rules.values() ?? []) rule.timer?.cancel();
  buses.delete(name);
  return {};
}

function present(bus: Bus): EventBus {
  return {
    Name: bus.name,
    Arn: bus.arn,
    Description: bus.description,
    CreationTime: new Date(bus.createdAt),
    LastModifiedTime: new Date(bus.createdAt),
  };
}
