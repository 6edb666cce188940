import type {
  UpdateFunctionCodeRequest,
  UpdateFunctionConfigurationRequest,
} from "@aws-sdk/client-lambda";
import type { Call } from "../../../kernel/service.ts";
import { readCode } from "../code-package.ts";
import { invalidParameter, wrongRevision } from "../errors.ts";
import { configurationOf, type ShownConfiguration } from "../function-configuration.ts";
import { changedSettings } from "../function-settings.ts";
import { checkChangeable, locate } from "../lookup.ts";
import { createRevision, publish, updateLatest } from "../revisions.ts";
import type { Lambda, LambdaFunction } from "../state.ts";

export function updateFunctionCode(
  lambda: Lambda,
  call: Call,
  input: UpdateFunctionCodeRequest,
): ShownConfiguration {
  const fn = changeable(lambda, call, input);
  const { settings } = fn.latest;
  const code = readCode(lambda.cloud, sourceOf(input));
  const { Architectures } = input;
  const content = { settings: changedSettings(settings, { Architectures }), code };
  if (input.DryRun) {
    const revision = createRevision(lambda, fn, "$LATEST", content);
    const { revisionId } = fn.latest;
    return configurationOf(fn, { ...revision, revisionId, state: "Active", update: undefined });
  }
  updateLatest(lambda, fn, content);
  if (!input.Publish) return configurationOf(fn, fn.latest);
  const version = publish(lambda, fn, undefined);
  return configurationOf(fn, version, version.version);
}

export function updateFunctionConfiguration(
  lambda: Lambda,
  call: Call,
  input: UpdateFunctionConfigurationRequest,
): ShownConfiguration {
  const fn = changeable(lambda, call, input);
  const { settings, code } = fn.latest;
  updateLatest(lambda, fn, { settings: changedSettings(settings, input), code });
  return configurationOf(fn, fn.latest);
}

function changeable(
  lambda: Lambda,
  call: Call,
  input: { FunctionName: string | undefined; RevisionId?: string | undefined },
): LambdaFunction {
  const { fn, reference } = locate(lambda, call.scope, input.FunctionName);
  if (reference.qualifier !== undefined && reference.qualifier !== "$LATEST") {
    throw invalidParameter("Only $LATEST can be updated; published versions do not change.");
  }
  if (input.RevisionId && input.RevisionId !== fn.latest.revisionId) throw wrongRevision();
  checkChangeable(fn);
  return fn;
}

function sourceOf(input: UpdateFunctionCodeRequest) {
  const { ZipFile, S3Bucket, S3Key, S3ObjectVersion, ImageUri } = input;
  return { ZipFile, S3Bucket, S3Key, S3ObjectVersion, ImageUri };
}
