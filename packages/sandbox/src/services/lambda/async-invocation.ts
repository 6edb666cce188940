import { AwsError } from "../../kernel/aws-error.ts";
import type { Scope } from "../../kernel/service.ts";
import { arnOf } from "./function-reference.ts";
import { execute } from "./invocation.ts";
import { targetOf } from "./invoke-target.ts";
import { locate, revisionOf } from "./lookup.ts";
import { after, type Lambda } from "./state.ts";

/** From a function error to the next try. */
const retryDelaysMs = [60_000, 120_000];
/** An event that could not be run by then is given up. */
const ageMaxMs = 6 * 3_600_000;
const backOffMaxMs = 300_000;

interface QueuedEvent {
  readonly scope: Scope;
  readonly functionArn: string;
  readonly payload: Uint8Array;
  readonly requestId: string;
  readonly clientContext: string | undefined;
  readonly queuedAt: number;
}

export interface AsyncCall {
  readonly functionName: string | undefined;
  readonly qualifier?: string | undefined;
  readonly payload: Uint8Array;
  readonly requestId: string;
  readonly clientContext?: string | undefined;
}

/** Queues an event for a function. Throws AwsError where the function does not exist. */
export function enqueue(lambda: Lambda, caller: Scope, call: AsyncCall): void {
  const { fn, reference } = locate(lambda, caller, call.functionName, call.qualifier);
  const event: QueuedEvent = {
    scope: fn.scope,
    functionArn: arnOf(reference),
    payload: call.payload,
    requestId: call.requestId,
    clientContext: call.clientContext,
    queuedAt: lambda.cloud.clock.now(),
  };
  after(lambda, 0, () => attempt(lambda, event, { tries: 0, refusals: 0 }));
}

/** How often the function has failed, and how often it could not be called. */
interface Progress {
  readonly tries: number;
  readonly refusals: number;
}

/** Each try draws again where an alias splits its calls. */
async function attempt(lambda: Lambda, event: QueuedEvent, progress: Progress): Promise<void> {
  const { generation } = lambda;
  const outcome = await run(lambda, event);
  if (outcome === "done" || generation !== lambda.generation) return;
  const next = nextTry(outcome, progress);
  const age = lambda.cloud.clock.now() - event.queuedAt;
  if (!next || age + next.delayMs > ageMaxMs) giveUp(lambda, event);
  else after(lambda, next.delayMs, () => attempt(lambda, event, next));
}

type Tried = "done" | "failed" | "refused" | "gone";

async function run(lambda: Lambda, event: QueuedEvent): Promise<Tried> {
  const { payload, requestId, clientContext } = event;
  try {
    const target = targetOf(lambda, event.scope, event.functionArn);
    const result = await execute(lambda, target, { payload, requestId, clientContext });
    return result.functionError ? "failed" : "done";
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return error.code === "ResourceNotFoundException" ? "gone" : "refused";
  }
}

function nextTry(
  outcome: Exclude<Tried, "done">,
  { tries, refusals }: Progress,
): (Progress & { readonly delayMs: number }) | undefined {
  if (outcome === "gone") return undefined;
  if (outcome === "refused") {
    const delayMs = Math.min(1000 * 2 ** refusals, backOffMaxMs);
    return { tries, refusals: refusals + 1, delayMs };
  }
  const delayMs = retryDelaysMs[tries];
  return delayMs === undefined ? undefined : { tries: tries + 1, refusals, delayMs };
}

/** The dead-letter queue gets the event as it was. */
function giveUp(lambda: Lambda, event: QueuedEvent): void {
  const queueArn = deadLettersOf(lambda, event);
  if (!queueArn?.startsWith("arn:aws:sqs:")) return;
  try {
    lambda.cloud.doors.sqs.send(queueArn, Buffer.from(event.payload).toString());
  } catch (error) {
    // A dead-letter queue that is gone loses the event, as on AWS.
    if (!(error instanceof AwsError)) throw error;
  }
}

function deadLettersOf(lambda: Lambda, { scope, functionArn }: QueuedEvent): string | undefined {
  try {
    const { fn, reference } = locate(lambda, scope, functionArn);
    // Versions that share an alias have the same dead-letter queue.
    return revisionOf(fn, reference.qualifier).settings.DeadLetterConfig?.TargetArn;
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
