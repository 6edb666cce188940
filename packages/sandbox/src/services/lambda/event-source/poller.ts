import { AwsError } from "../../../kernel/aws-error.ts";
import { parseReference } from "../function-reference.ts";
import { execute } from "../invocation.ts";
import { targetOf } from "../invoke-target.ts";
import { after, type Lambda, type LambdaFunction } from "../state.ts";
import { readBatchResponse } from "./batch-response.ts";
import type { Mapping } from "./mapping.ts";
import { type Received, recordOf, takeBatch } from "./records.ts";

/** Batches at the same time with which Lambda begins. */
const concurrentBatches = 5;
const refusedDelayMs = 1000;

/** Begins to feed the function: each message that becomes visible wakes the mapping. */
export function startPolling(lambda: Lambda, mapping: Mapping): void {
  mapping.unsubscribe ??= lambda.cloud.doors.sqs.onVisible(mapping.queueArn, () =>
    wake(lambda, mapping),
  );
  wake(lambda, mapping);
}

/** Stops; messages that wait for their batch are visible again at once. */
export function stopPolling(lambda: Lambda, mapping: Mapping): void {
  mapping.unsubscribe?.();
  mapping.unsubscribe = undefined;
  mapping.pump?.cancel();
  mapping.pump = undefined;
  closeWindow(mapping);
  const { sqs } = lambda.cloud.doors;
  for (const { message } of mapping.buffer.splice(0)) {
    tolerate(() => sqs.release(mapping.queueArn, message.receiptHandle));
  }
}

/** All messages that come in the same moment are looked at together. */
function wake(lambda: Lambda, mapping: Mapping, delayMs = 0): void {
  if (mapping.state !== "Enabled" || mapping.pump) return;
  mapping.pump = after(lambda, delayMs, () => {
    mapping.pump = undefined;
    pump(lambda, mapping);
  });
}

function pump(lambda: Lambda, mapping: Mapping): void {
  const { settings, buffer } = mapping;
  const fn = functionOf(lambda, mapping);
  if (mapping.state !== "Enabled" || !fn) return;
  if (fn.latest.state === "Pending") {
    wake(lambda, mapping, refusedDelayMs);
    return;
  }
  const most = settings.maximumConcurrency ?? concurrentBatches;
  while (mapping.running < most) {
    fill(lambda, mapping);
    if (buffer.length === 0) return;
    if (!isDue(mapping)) {
      openWindow(lambda, mapping);
      return;
    }
    closeWindow(mapping);
    const batch = takeBatch(buffer, settings.batchSize, mapping.queueArn);
    mapping.running++;
    void lambda.cloud.clock.track(process(lambda, mapping, batch));
  }
}

function functionOf(lambda: Lambda, { scope, settings }: Mapping): LambdaFunction | undefined {
  const { name, scope: owner } = parseReference(scope, settings.functionArn);
  return lambda.states.of(owner).functions.get(name);
}

/** Tops the buffer up to one batch. */
function fill(lambda: Lambda, { queueArn, buffer, settings }: Mapping): void {
  const wanted = settings.batchSize - buffer.length;
  if (wanted <= 0) return;
  const { sqs } = lambda.cloud.doors;
  tolerate(() => {
    const visibleAt = lambda.cloud.clock.now() + sqs.visibilitySeconds(queueArn) * 1000;
    const messages = sqs.receive(queueArn, wanted);
    buffer.push(...messages.map((message) => ({ message, visibleAt })));
  });
}

function isDue({ settings, buffer, isWindowOver }: Mapping): boolean {
  return settings.windowSeconds === 0 || isWindowOver || buffer.length >= settings.batchSize;
}

function openWindow(lambda: Lambda, mapping: Mapping): void {
  mapping.window ??= after(lambda, mapping.settings.windowSeconds * 1000, () => {
    mapping.isWindowOver = true;
    pump(lambda, mapping);
  });
}

function closeWindow(mapping: Mapping): void {
  mapping.window?.cancel();
  mapping.window = undefined;
  mapping.isWindowOver = false;
}

async function process(lambda: Lambda, mapping: Mapping, batch: Received[]): Promise<void> {
  const { generation } = lambda;
  const outcome = await call(lambda, mapping, batch);
  if (generation !== lambda.generation) return;
  const retryAt = lambda.cloud.clock.now() + refusedDelayMs;
  if (outcome === "refused" && batch.every(({ visibleAt }) => retryAt < visibleAt)) {
    after(lambda, refusedDelayMs, () => process(lambda, mapping, batch));
    return;
  }
  const { sqs } = lambda.cloud.doors;
  // What failed is left alone: its visibility time-out brings it back.
  const succeeded = outcome === "refused" ? [] : outcome;
  for (const { message } of succeeded) {
    tolerate(() => sqs.remove(mapping.queueArn, message.receiptHandle));
  }
  mapping.running--;
  wake(lambda, mapping);
}

/** The messages that were processed, or `refused` where the function took no call. */
async function call(
  lambda: Lambda,
  { scope, queueArn, settings }: Mapping,
  batch: readonly Received[],
): Promise<readonly Received[] | "refused"> {
  const Records = batch.map(({ message }) => recordOf(message, queueArn));
  const payload = Buffer.from(JSON.stringify({ Records }));
  const requestId = lambda.cloud.random.uuid();
  try {
    const target = targetOf(lambda, scope, settings.functionArn);
    const result = await execute(lambda, target, { payload, requestId });
    if (result.functionError) return [];
    return settings.reportsFailures ? succeededOf(batch, result.payload) : batch;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return "refused";
  }
}

function succeededOf(batch: readonly Received[], payload: Uint8Array): readonly Received[] {
  const ids = new Set(batch.map(({ message }) => message.messageId));
  const verdict = readBatchResponse(payload, ids);
  if (verdict.type === "all_failed") return [];
  return batch.filter(({ message }) => !verdict.failed.has(message.messageId));
}

/** A queue that is gone, or a receipt that is no longer good, changes nothing here. */
function tolerate(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}
