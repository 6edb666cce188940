import type {
  PutEventsRequest,
  PutEventsRequestEntry,
  PutEventsResponse,
  PutEventsResultEntry,
  TestEventPatternRequest,
  TestEventPatternResponse,
} from "@aws-sdk/client-eventbridge";
import { AwsError } from "../../../kernel/aws-error.ts";
import type { Call } from "../../../kernel/service.ts";
import { route } from "../delivery.ts";
import { isoSeconds } from "../envelope.ts";
import { addressOfBus, findBus, invalid } from "../lookup.ts";
import { isObject } from "../pattern-rule.ts";
import { patternOf } from "../rule.ts";
import type { BusEvent, EventBridge } from "../state.ts";

/** All entries of one call together. */
const limitBytes = 262_144;

export function putEvents(
  events: EventBridge,
  call: Call,
  input: PutEventsRequest,
): PutEventsResponse {
  const entries = input.Entries ?? [];
  checkEntries(entries);
  const results = entries.map((entry) => putEvent(events, call, entry));
  const failed = results.filter((result) => result.ErrorCode !== undefined);
  return { FailedEntryCount: failed.length, Entries: results };
}

export function testEventPattern(
  _events: EventBridge,
  _call: Call,
  input: TestEventPatternRequest,
): TestEventPatternResponse {
  const event = parse(input.Event ?? "");
  if (!isObject(event)) throw invalid("Parameter Event is not valid.");
  for (const field of ["id", "account", "source", "time", "region", "resources", "detail-type"]) {
    if (event[field] === undefined) {
      throw invalid(`Parameter Event is not valid. Reason: ${field} is a required argument.`);
    }
  }
  return { Result: patternOf(input.EventPattern ?? "")(event) };
}

function checkEntries(entries: readonly PutEventsRequestEntry[]): void {
  const refuse = (rule: string) =>
    invalid(
      `1 validation error detected: Value '${JSON.stringify(entries)}' at 'entries' failed to satisfy constraint: Member must have length ${rule}`,
    );
  if (entries.length === 0) throw refuse("greater than or equal to 1");
  if (entries.length > 10) throw refuse("less than or equal to 10");
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > limitBytes) {
    throw invalid("Total size of the entries in the request is over the limit.");
  }
}

/** One entry; a bus that does not exist swallows it, as in EventBridge. */
function putEvent(
  events: EventBridge,
  call: Call,
  entry: PutEventsRequestEntry,
): PutEventsResultEntry {
  const refusal = refusalOf(entry);
  if (refusal) return { ErrorCode: refusal.code, ErrorMessage: refusal.message };
  const id = events.cloud.random.uuid();
  const bus = findBus(events, call.scope, entry.EventBusName);
  if (bus) route(events, bus, envelopeOf(events, call, entry, id));
  return { EventId: id };
}

function refusalOf(entry: PutEventsRequestEntry): AwsError | undefined {
  for (const name of ["Source", "DetailType", "Detail"] as const) {
    if (!entry[name]) {
      const message = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
      return new AwsError("InvalidArgument", message);
    }
  }
  if (entry.Source?.startsWith("aws.")) {
    return new AwsError("NotAuthorizedForSourceException", "Not authorized for the source.");
  }
  if (!isObject(parse(entry.Detail ?? ""))) {
    return new AwsError("MalformedDetail", "Detail is malformed.");
  }
  return undefined;
}

function envelopeOf(
  events: EventBridge,
  call: Call,
  entry: PutEventsRequestEntry,
  id: string,
): BusEvent {
  const time = entry.Time?.getTime() ?? events.cloud.clock.now();
  return {
    version: "0",
    id,
    "detail-type": entry.DetailType ?? "",
    source: entry.Source ?? "",
    account: call.scope.account,
    time: isoSeconds(time),
    region: addressOfBus(call.scope, entry.EventBusName).scope.region,
    resources: entry.Resources ?? [],
    detail: parse(entry.Detail ?? ""),
  };
}

/** Bytes of an entry as EventBridge counts them; a time counts 14. */
function sizeOf(entry: PutEventsRequestEntry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  const time = entry.Time ? 14 : 0;
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ""), time);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
