import { createHash } from "node:crypto";
import type { Cloud } from "../../kernel/cloud.ts";
import type { Queue } from "./state.ts";

const intervalMs = 5 * 60_000;

export interface Identity {
  readonly messageId: string;
  readonly sequenceNumber: string | undefined;
  readonly isDuplicate: boolean;
}

/** The id that makes a message unique in a FIFO queue; none in a standard queue. */
export function deduplicationIdOf(
  queue: Queue,
  outgoing: {
    MessageBody?: string | undefined;
    MessageDeduplicationId?: string | undefined;
  },
): string | undefined {
  if (!queue.isFifo) return undefined;
  if (outgoing.MessageDeduplicationId) return outgoing.MessageDeduplicationId;
  return createHash("sha256")
    .update(outgoing.MessageBody ?? "")
    .digest("hex");
}

/** A new identity, or that of the same message sent within the last five minutes. */
export function deduplicate(
  cloud: Cloud,
  queue: Queue,
  groupId: string | undefined,
  deduplicationId: string | undefined,
): Identity {
  if (deduplicationId === undefined) return newIdentity(cloud, queue);
  const now = cloud.clock.now();
  forget(queue, now - intervalMs);
  const perGroup = queue.attributes.get("DeduplicationScope") === "messageGroup";
  const key = JSON.stringify(perGroup ? [groupId, deduplicationId] : [deduplicationId]);
  const known = queue.deduplications.get(key);
  if (known) return { ...known, isDuplicate: true };
  const identity = newIdentity(cloud, queue);
  queue.deduplications.set(key, { ...identity, at: now });
  return identity;
}

function newIdentity(cloud: Cloud, queue: Queue): Identity {
  queue.sent++;
  const messageId = cloud.random.uuid();
  const sequenceNumber = queue.isFifo ? sequenceNumberOf(queue.sent) : undefined;
  return { messageId, sequenceNumber, isDuplicate: false };
}

/** Twenty digits that grow, in steps of 256 as SQS's do. */
function sequenceNumberOf(count: number): string {
  return String(18_850_000_000_000_000_000n + BigInt(count) * 256n);
}

/** The map is in order of time, so the old ones are its first. */
function forget(queue: Queue, until: number): void {
  for (const [key, { at }] of queue.deduplications) {
    if (at > until) return;
    queue.deduplications.delete(key);
  }
}
