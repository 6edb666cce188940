import { z } from "zod";
import { AwsError } from "../../kernel/aws-error.ts";
import type { RawResponse } from "../../kernel/service.ts";
import { answer } from "./answer.ts";
import { addCapacity } from "./capacity.ts";
import type { Database } from "./database.ts";
import type { EngineAnswer } from "./engine.ts";
import { type Action, type TransactWrite, writeActions } from "./transaction.ts";

/** Why a part did not go through, as in the list `CancellationReasons`. */
interface Reason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: unknown;
}

interface Outcome {
  readonly action: Action;
  readonly answer: EngineAnswer;
  readonly reason: Reason;
}

const Failure = z.object({
  __type: z.string(),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/** Refusals that speak of the stored item, not of the request: they cancel, and say which part. */
const itemRefusals =
  /incorrect data type|does not exist in the item|document path provided in the update|maximum allowed size|Type mismatch|Missing the key|does not match the schema|Cannot update attribute/;

/**
 * All parts or none. Each is written under its own condition, and if one is refused, those that were
 * written are put back as they were: dynalite evaluates a condition only where it would write. Since
 * the lock is held alone and no item occurs twice, the parts cannot influence each other and nobody
 * can see what is put back.
 */
export function transactWrite(
  database: Database,
  request: z.infer<typeof TransactWrite>,
): Promise<RawResponse> {
  const actions = writeActions(database, request.TransactItems);
  return database.lock.exclusive(async () => {
    const token = request.ClientRequestToken;
    if (token && database.tokens.isDone(token, request.TransactItems)) return answer(200, {});
    const outcomes = await writeAll(database, actions, request.ReturnConsumedCapacity);
    const refused = outcomes.find(isRequestRefusal);
    if (refused) return answer(refused.answer.status, refused.answer.body);
    cancelIfRefused(outcomes);
    if (token) database.tokens.remember(token, request.TransactItems);
    const capacity = addCapacity(outcomes.map((outcome) => outcome.answer.body));
    return answer(200, capacity.length > 0 ? { ConsumedCapacity: capacity } : {});
  });
}

/** Writes what can be written; undoes it all unless it all could. */
async function writeAll(
  database: Database,
  actions: readonly Action[],
  capacity = "NONE",
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const action of actions) outcomes.push(await write(database, action, capacity));
  const isDone = outcomes.every((outcome) => outcome.answer.status === 200);
  for (const outcome of outcomes) {
    const stays = isDone && !outcome.action.isCheck;
    if (outcome.answer.status === 200 && !stays) await undo(database, outcome);
  }
  return outcomes;
}

async function write(database: Database, action: Action, capacity: string): Promise<Outcome> {
  const input = { ...action.input, ReturnValues: "ALL_OLD", ReturnConsumedCapacity: capacity };
  const written = await database.engine.call(action.operation, input);
  return { action, answer: written, reason: await reasonOf(database, action, written) };
}

async function undo(database: Database, { action, answer: written }: Outcome): Promise<void> {
  const old = written.body["Attributes"];
  if (old) await database.engine.call("PutItem", { TableName: action.table, Item: old });
  else await database.engine.call("DeleteItem", { TableName: action.table, Key: action.key });
}

async function reasonOf(
  database: Database,
  action: Action,
  written: EngineAnswer,
): Promise<Reason> {
  if (written.status === 200) return { Code: "None" };
  const failure = Failure.parse(written.body);
  if (!failure.__type.endsWith("#ConditionalCheckFailedException")) {
    return { Code: "ValidationError", Message: failure.message ?? failure.Message ?? "" };
  }
  const reason = { Code: "ConditionalCheckFailed", Message: "The conditional request failed" };
  if (!action.wantsItem) return reason;
  const input = { TableName: action.table, Key: action.key, ConsistentRead: true };
  const { body } = await database.engine.call("GetItem", input);
  return body["Item"] === undefined ? reason : { ...reason, Item: body["Item"] };
}

/** Whether the request itself was wrong, in which case no reasons are given. */
function isRequestRefusal({ answer: written, reason }: Outcome): boolean {
  if (reason.Code !== "ValidationError") return false;
  const { __type: type } = Failure.parse(written.body);
  return !(type.endsWith("#ValidationException") && itemRefusals.test(reason.Message ?? ""));
}

function cancelIfRefused(outcomes: readonly Outcome[]): void {
  if (outcomes.every(({ reason }) => reason.Code === "None")) return;
  const reasons = outcomes.map(({ reason }) => reason);
  const codes = reasons.map(({ Code }) => Code).join(", ");
  throw new AwsError(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { members: { CancellationReasons: reasons } },
  );
}
