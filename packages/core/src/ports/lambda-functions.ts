import type { Target } from "../registry/schema.ts";
import type { Source } from "../release/source.ts";

/** The Lambda function behind a target. Throws DomainError `LAMBDA_NOT_FOUND` or `AWS_UNAVAILABLE`. */
export interface LambdaFunctions {
  /** Makes sure that the alias exists and points at a published version; says what it did. */
  adoptAlias(target: Target): Promise<AliasReading>;
  readAlias(target: Target): Promise<AliasReading>;
  /** Puts the source's code in place and says whether the update has settled. Repeating it is safe. */
  putCode(target: Target, source: Source): Promise<CodeState>;
  /** Publishes `$LATEST` if its code is still `codeSha256`; the same version when nothing changed. */
  publish(target: Target, codeSha256: string): Promise<PublishAnswer>;
  /** Points the alias at `version` without weights, unless it changed since `revisionId`. */
  restoreAlias(target: Target, to: { version: string; revisionId: string }): Promise<void>;
  /** Calls one version directly and waits for its answer. */
  invoke(target: Target, version: string, payload: unknown): Promise<Invocation>;
}

export interface AliasReading {
  readonly version: string;
  /** Percent of calls by version, for versions other than `version`. */
  readonly weights: Readonly<Record<string, number>>;
  readonly revisionId: string;
}

export type CodeState =
  | { readonly type: "ready"; readonly codeSha256: string }
  /** A published version was asked for by number. */
  | { readonly type: "published"; readonly version: string }
  | { readonly type: "pending" }
  | { readonly type: "refused"; readonly sentence: string };

export type PublishAnswer =
  | { readonly type: "published"; readonly version: string }
  | { readonly type: "pending" }
  /** Somebody changed the code in between. */
  | { readonly type: "refused"; readonly sentence: string };

export interface Invocation {
  readonly payload: unknown;
  /** What went wrong, in a few words; null for a call that worked. */
  readonly error: string | null;
}
