import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import { functionArn } from "./function-reference.ts";
import type { LambdaFunction, Revision } from "./state.ts";

/** As the model has it, but for a reason code that AWS gives and the model does not know. */
export type ShownConfiguration = Omit<FunctionConfiguration, "LastUpdateStatusReasonCode"> & {
  readonly LastUpdateStatusReasonCode?: "Creating";
};

/** A version in the form in which the API shows it, under the qualifier by which it was asked for. */
export function configurationOf(
  fn: LambdaFunction,
  revision: Revision,
  qualifier?: string,
): ShownConfiguration {
  return { ...listedConfiguration(fn, revision, qualifier), ...stateOf(revision) };
}

/** The form in lists, which says nothing about the state. */
export function listedConfiguration(
  fn: LambdaFunction,
  revision: Revision,
  qualifier?: string,
): ShownConfiguration {
  const { settings, code } = revision;
  const { Environment, Layers, SnapStart, VpcConfig, LoggingConfig, ...plain } = settings;
  return {
    ...plain,
    FunctionName: fn.name,
    FunctionArn: functionArn(fn.scope, fn.name, qualifier),
    CodeSize: code.zip.length,
    CodeSha256: code.sha256,
    Version: revision.version,
    LastModified: stampOf(revision.lastModified),
    RevisionId: revision.revisionId,
    PackageType: "Zip",
    ...(Environment && { Environment }),
    ...(VpcConfig && { VpcConfig: { ...VpcConfig, VpcId: "" } }),
    ...(Layers && { Layers: Layers.map((Arn) => ({ Arn, CodeSize: 0 })) }),
    SnapStart: { ApplyOn: SnapStart?.ApplyOn ?? "None", OptimizationStatus: "Off" },
    LoggingConfig: {
      ...LoggingConfig,
      LogFormat: LoggingConfig?.LogFormat ?? "Text",
      LogGroup: logGroupOf(fn.name, settings),
    },
  };
}

export function logGroupOf(
  functionName: string,
  settings: { readonly LoggingConfig?: { readonly LogGroup?: string | undefined } | undefined },
): string {
  return settings.LoggingConfig?.LogGroup ?? `/aws/lambda/${functionName}`;
}

function stateOf({ state, update }: Revision): ShownConfiguration {
  if (state === "Pending") {
    return {
      State: "Pending",
      StateReason: "The function is being created.",
      StateReasonCode: "Creating",
    };
  }
  if (update !== "InProgress") return { State: "Active", LastUpdateStatus: "Successful" };
  return {
    State: "Active",
    LastUpdateStatus: "InProgress",
    LastUpdateStatusReason: "The function is being created.",
    LastUpdateStatusReasonCode: "Creating",
  };
}

/** `2026-01-01T00:00:00.000+0000` */
function stampOf(at: number): string {
  return new Date(at).toISOString().replace("Z", "+0000");
}
