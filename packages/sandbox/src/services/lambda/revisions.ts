import type { FunctionImage } from "../../runtime/function-image.ts";
import { functionNotFound } from "./errors.ts";
import { logGroupOf } from "./function-configuration.ts";
import type { CodePackage, FunctionSettings, Lambda, LambdaFunction, Revision } from "./state.ts";
import { after } from "./state.ts";

export interface Content {
  readonly settings: FunctionSettings;
  readonly code: CodePackage;
}

/** A new state of a version, with an image of its own. */
export function createRevision(
  lambda: Lambda,
  fn: Pick<LambdaFunction, "scope" | "name">,
  version: string,
  { settings, code }: Content,
): Revision {
  const { clock, random } = lambda.cloud;
  return {
    version,
    settings,
    code,
    image: imageOf(lambda, fn, version, { settings, code }),
    lastModified: clock.now(),
    revisionId: random.uuid(),
    state: "Pending",
    update: undefined,
  };
}

/** Ends a creation: the function takes calls, and its revision id changes by itself. */
export function activateLater(lambda: Lambda, fn: LambdaFunction): void {
  const { settings, random } = lambda.cloud;
  fn.transition = after(lambda, settings.lambdaCreateSeconds * 1000, () => {
    fn.latest.state = "Active";
    fn.latest.update = "Successful";
    fn.latest.revisionId = random.uuid();
    for (const version of fn.versions.values()) version.state = "Active";
  });
}

/** Puts new content into `$LATEST`; calls go on with the old one until the update ends. */
export function updateLatest(lambda: Lambda, fn: LambdaFunction, content: Content): void {
  const { settings, random } = lambda.cloud;
  fn.latest = createRevision(lambda, fn, "$LATEST", content);
  fn.latest.state = "Active";
  fn.latest.update = "InProgress";
  fn.transition = after(lambda, settings.lambdaUpdateSeconds * 1000, () => {
    fn.latest.update = "Successful";
    fn.latest.revisionId = random.uuid();
    lambda.runner.retire(fn.serving.id);
    fn.serving = fn.latest.image;
  });
}

/**
 * A version of what is in `$LATEST`: the newest one where nothing has changed since, otherwise one
 * with the next number, which is given only once in the life of a function.
 */
export function publish(
  lambda: Lambda,
  fn: LambdaFunction,
  description: string | undefined,
): Revision {
  const known = unchangedVersion(fn);
  if (known) return known;
  const { latest } = fn;
  const version = String(++fn.lastVersion);
  const settings = { ...latest.settings, ...(description && { Description: description }) };
  const revision = createRevision(lambda, fn, version, { settings, code: latest.code });
  fn.versions.set(version, revision);
  fn.published = { version, fingerprint: fingerprintOf(latest) };
  latest.revisionId = lambda.cloud.random.uuid();
  if (latest.state === "Active") {
    after(lambda, lambda.cloud.settings.lambdaUpdateSeconds * 1000, () => {
      revision.state = "Active";
    });
  }
  return revision;
}

export function removeVersion(lambda: Lambda, fn: LambdaFunction, version: string): void {
  const revision = fn.versions.get(version);
  if (!revision) return;
  fn.versions.delete(version);
  fn.policies.delete(version);
  lambda.runner.retire(revision.image.id);
}

export function removeFunction(lambda: Lambda, fn: LambdaFunction): void {
  const { functions } = lambda.states.of(fn.scope);
  if (!functions.delete(fn.name)) throw functionNotFound(fn.arn);
  fn.transition?.cancel();
  for (const { image } of fn.versions.values()) lambda.runner.retire(image.id);
  lambda.runner.retire(fn.serving.id);
}

function unchangedVersion(fn: LambdaFunction): Revision | undefined {
  const { published, latest } = fn;
  if (published?.fingerprint !== fingerprintOf(latest)) return undefined;
  return fn.versions.get(published.version);
}

function fingerprintOf({ settings, code }: Revision): string {
  return JSON.stringify([code.sha256, Object.entries(settings).sort()]);
}

function imageOf(
  lambda: Lambda,
  { scope, name }: Pick<LambdaFunction, "scope" | "name">,
  version: string,
  { settings, code }: Content,
): FunctionImage {
  return {
    ...scope,
    id: `${++lambda.images}`,
    functionName: name,
    version,
    runtime: settings.Runtime ?? "",
    handler: settings.Handler ?? "",
    timeoutSeconds: settings.Timeout ?? 3,
    memoryMb: settings.MemorySize ?? 128,
    code,
    variables: settings.Environment?.Variables ?? {},
    logGroup: logGroupOf(name, settings),
  };
}
