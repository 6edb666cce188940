import type { BatchResultErrorEntry } from "@aws-sdk/client-sqs";
import { AwsError } from "../../kernel/aws-error.ts";
import { sqsQueryCodes } from "./errors.ts";

interface Entry {
  Id: string | undefined;
}

export interface BatchResult<Success> {
  Successful: Success[];
  Failed: BatchResultErrorEntry[];
}

/** Throws AwsError where the batch as a whole is refused. `entryType` is the entries' shape name. */
export function checkBatch<T extends Entry>(
  entries: readonly T[] | undefined,
  entryType: string,
): readonly T[] {
  if (!entries || entries.length === 0) {
    const message = `There should be at least one ${entryType} in the request.`;
    throw new AwsError("EmptyBatchRequest", message);
  }
  if (entries.length > 10) {
    const message = `Maximum number of entries per request are 10. You have sent ${entries.length}.`;
    throw new AwsError("TooManyEntriesInBatchRequest", message);
  }
  const seen = new Set<string>();
  for (const { Id: id = "" } of entries) {
    if (!/^[\w-]{1,80}$/.test(id)) {
      const allowed = "alphanumeric characters, hyphens and underscores";
      const message = `A batch entry id can only contain ${allowed}. It can be at most 80 letters long.`;
      throw new AwsError("InvalidBatchEntryId", message);
    }
    if (seen.has(id)) throw new AwsError("BatchEntryIdsNotDistinct", `Id ${id} repeated.`);
    seen.add(id);
  }
  return entries;
}

/** Does each entry for itself: one that is refused does not stop the others. */
export function runBatch<T extends Entry, Success>(
  entries: readonly T[],
  run: (entry: T) => Success,
): BatchResult<Success & { Id: string }> {
  const result: BatchResult<Success & { Id: string }> = { Successful: [], Failed: [] };
  for (const entry of entries) {
    const id = entry.Id ?? "";
    try {
      result.Successful.push({ ...run(entry), Id: id });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const code = sqsQueryCodes[error.code] ?? error.code;
      result.Failed.push({ Id: id, SenderFault: true, Code: code, Message: error.message });
    }
  }
  return result;
}
