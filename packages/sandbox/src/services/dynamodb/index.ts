import { z } from "zod";
import { AwsError } from "../../kernel/aws-error.ts";
import type { Cloud } from "../../kernel/cloud.ts";
import { scoped } from "../../kernel/scoped.ts";
import type { RawResponse, RawService } from "../../kernel/service.ts";
import { answer, errorAnswer } from "./answer.ts";
import { createDatabase, type Database } from "./database.ts";
import { callItem } from "./item-calls.ts";
import { callTable, tableOperations } from "./table-calls.ts";
import { settingOperations } from "./table-settings.ts";
import { transactGet } from "./transact-get.ts";
import { transactWrite } from "./transact-write.ts";
import { TransactGet, TransactWrite } from "./transaction.ts";

/** DynamoDB: dynalite, with transactions, time to live and what else it lacks. */
export function createDynamoDb(cloud: Cloud): RawService {
  const databases = scoped((scope) => createDatabase(cloud, scope));
  return {
    kind: "raw",
    signingName: "dynamodb",
    targetPrefix: "DynamoDB_20120810",
    handle: (call, request) => handle(databases.of(call.scope), call.operation, request.body),
    reset() {
      for (const [, database] of databases.entries()) database.timeToLive.clear();
      databases.clear();
    },
  };
}

async function handle(
  database: Database,
  operation: string,
  raw: Uint8Array,
): Promise<RawResponse> {
  const input = parse(raw);
  try {
    const response = await run(database, operation, raw, input);
    if (response.status === 200) database.timeToLive.observe(operation, input);
    return response;
  } catch (error) {
    if (error instanceof AwsError) return errorAnswer(error);
    if (!(error instanceof z.ZodError)) throw error;
    return answer(400, { __type: "com.amazon.coral.service#SerializationException" });
  }
}

async function run(
  database: Database,
  operation: string,
  raw: Uint8Array,
  input: unknown,
): Promise<RawResponse> {
  if (operation === "TransactWriteItems")
    return transactWrite(database, TransactWrite.parse(input));
  if (operation === "TransactGetItems") return transactGet(database, TransactGet.parse(input));
  const setting = settingOperations[operation];
  if (setting) return setting(database, input);
  if (tableOperations.includes(operation)) return callTable(database, operation, raw, input);
  return callItem(database, operation, raw, input);
}

/** What is no JSON is left to dynalite to refuse. */
function parse(raw: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(raw).toString("utf8"));
  } catch {
    return undefined;
  }
}
