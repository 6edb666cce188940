import type { z } from "zod";
import type { RawResponse } from "../../kernel/service.ts";
import { answer } from "./answer.ts";
import { addCapacity } from "./capacity.ts";
import type { Database } from "./database.ts";
import { getActions, type TransactGet } from "./transaction.ts";

/** All items as they were at one instant. */
export function transactGet(
  database: Database,
  request: z.infer<typeof TransactGet>,
): Promise<RawResponse> {
  const actions = getActions(database, request.TransactItems);
  return database.lock.exclusive(async () => {
    const answers = await Promise.all(
      actions.map(({ operation, input }) =>
        database.engine.call(operation, {
          ...input,
          ConsistentRead: true,
          ReturnConsumedCapacity: request.ReturnConsumedCapacity ?? "NONE",
        }),
      ),
    );
    const refused = answers.find(({ status }) => status !== 200);
    if (refused) return answer(refused.status, refused.body);
    const capacity = addCapacity(answers.map(({ body }) => body));
    return answer(200, {
      Responses: answers.map(({ body }) => (body["Item"] ? { Item: body["Item"] } : {})),
      ...(capacity.length > 0 ? { ConsumedCapacity: capacity } : {}),
    });
  });
}
