import type { AwsError } from "../kernel/aws-error.ts";
import type { ModelledService } from "../kernel/service.ts";

/** Services that once spoke the query protocol still give its error code beside the shape's name. */
const queryCompatible: ReadonlySet<string> = new Set(["monitoring", "sqs"]);

const queryCodes: Readonly<Record<string, string>> = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  InvalidParameterCombinationException: "InvalidParameterCombination",
  InvalidParameterValueException: "InvalidParameterValue",
  ValidationException: "ValidationError",
};

export function queryErrorHeader(
  service: ModelledService,
  error: AwsError,
): Readonly<Record<string, string>> {
  if (!queryCompatible.has(service.signingName)) return {};
  const fault = error.status >= 500 ? "Receiver" : "Sender";
  return { "x-amzn-query-error": `${queryCodeOf(error)};${fault}` };
}

export function queryCodeOf(error: AwsError): string {
  return queryCodes[error.code] ?? error.code;
}
