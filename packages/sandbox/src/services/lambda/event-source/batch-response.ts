import { z } from "zod";

/** Which messages of a batch a function could not process. */
export type BatchVerdict =
  | { readonly type: "all_failed" }
  | { readonly type: "some_failed"; readonly failed: ReadonlySet<string> };

const Response = z
  .object({
    batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
  })
  .nullish();

/**
 * Reads the answer of a function that reports its failures by message. Nothing reported is success;
 * an answer that cannot be understood, or that names what was not in the batch, fails all of it.
 */
export function readBatchResponse(
  payload: Uint8Array,
  messageIds: ReadonlySet<string>,
): BatchVerdict {
  const response = Response.safeParse(parse(Buffer.from(payload).toString()));
  if (!response.success) return { type: "all_failed" };
  const failures = response.data?.batchItemFailures ?? [];
  const failed = new Set(failures.map((failure) => failure.itemIdentifier));
  const isKnown = [...failed].every((id) => messageIds.has(id));
  return isKnown ? { type: "some_failed", failed } : { type: "all_failed" };
}

function parse(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
