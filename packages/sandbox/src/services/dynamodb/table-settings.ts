import { z } from "zod";
import { AwsError } from "../../kernel/aws-error.ts";
import type { RawResponse } from "../../kernel/service.ts";
import { answer } from "./answer.ts";
import type { Database, TableRecord } from "./database.ts";
import { invalid } from "./transaction.ts";

const Named = z.object({ TableName: z.string() });
const TimeToLiveUpdate = Named.extend({
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }),
});
const BackupsUpdate = Named.extend({
  PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.boolean() }),
});

type Handler = (database: Database, input: unknown) => RawResponse;

/** Operations on a table that dynalite does not have. */
export const settingOperations: Readonly<Record<string, Handler>> = {
  UpdateTimeToLive: updateTimeToLive,
  DescribeTimeToLive: describeTimeToLive,
  UpdateContinuousBackups: updateContinuousBackups,
  DescribeContinuousBackups: describeContinuousBackups,
};

function updateTimeToLive(database: Database, input: unknown): RawResponse {
  const { TableName: table, TimeToLiveSpecification: wanted } = TimeToLiveUpdate.parse(input);
  existing(database, table);
  const known = database.timeToLive.attributeOf(table);
  if (wanted.Enabled && known !== undefined) throw invalid("TimeToLive is already enabled");
  if (!wanted.Enabled && known === undefined) throw invalid("TimeToLive is already disabled");
  if (!wanted.Enabled && known !== wanted.AttributeName) {
    throw invalid(
      "TimeToLive is active on a different AttributeName: current AttributeName is ".concat(
        known ?? "",
      ),
    );
  }
  if (wanted.Enabled) database.timeToLive.enable(table, wanted.AttributeName);
  else database.timeToLive.disable(table);
  return answer(200, { TimeToLiveSpecification: wanted });
}

function describeTimeToLive(database: Database, input: unknown): RawResponse {
  const { TableName: table } = Named.parse(input);
  existing(database, table);
  const attribute = database.timeToLive.attributeOf(table);
  const description =
    attribute === undefined
      ? { TimeToLiveStatus: "DISABLED" }
      : { TimeToLiveStatus: "ENABLED", AttributeName: attribute };
  return answer(200, { TimeToLiveDescription: description });
}

function updateContinuousBackups(database: Database, input: unknown): RawResponse {
  const update = BackupsUpdate.parse(input);
  const record = existing(database, update.TableName);
  record.pointInTimeRecovery = update.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled;
  return backups(database, record);
}

function describeContinuousBackups(database: Database, input: unknown): RawResponse {
  return backups(database, existing(database, Named.parse(input).TableName));
}

function backups(database: Database, record: TableRecord): RawResponse {
  const now = Math.floor(database.cloud.clock.now() / 1000);
  const window = {
    EarliestRestorableDateTime: Math.floor(record.createdAt / 1000),
    LatestRestorableDateTime: now,
  };
  return answer(200, {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: "ENABLED",
      PointInTimeRecoveryDescription: {
        PointInTimeRecoveryStatus: record.pointInTimeRecovery ? "ENABLED" : "DISABLED",
        ...(record.pointInTimeRecovery ? window : {}),
      },
    },
  });
}

function existing(database: Database, table: string): TableRecord {
  const record = database.tables.get(table);
  if (record) return record;
  const message = `Requested resource not found: Table: ${table} not found`;
  throw new AwsError("ResourceNotFoundException", message);
}
