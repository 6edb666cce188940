import { createHash } from "node:crypto";
import type { RevisionLocation } from "@aws-sdk/client-codedeploy";
import { isParsable } from "./appspec.ts";
import { refusal } from "./refusals.ts";
import type { Application, DeploymentGroup, Revision } from "./state.ts";

export type RevisionUse =
  | { readonly type: "deployed"; readonly group: DeploymentGroup }
  | { readonly type: "registered"; readonly description: string | undefined };

/**
 * The revision as CodeDeploy keeps it, with the sha256 of its content. Only the shape is checked:
 * what an AppSpec says shows when a deployment of it starts.
 */
export function checkRevision(
  application: Application,
  location: RevisionLocation | undefined,
): RevisionLocation {
  if (!location) throw refusal("RevisionRequired", "The revision ID was not specified.");
  const { revisionType, appSpecContent, string } = location;
  if (revisionType === "AppSpecContent") {
    return { revisionType, appSpecContent: checkContent(appSpecContent) };
  }
  if (revisionType === "String") return { revisionType, string: checkContent(string) };
  if (revisionType === "S3") return checkS3(application, location);
  if (revisionType === "GitHub") return checkGitHub(application, location);
  throw invalid("The revision type must be S3, GitHub, String or AppSpecContent");
}

/** What names the revision within its application. */
export function revisionKey(location: RevisionLocation): string {
  const { revisionType, s3Location: s3, gitHubLocation: gitHub } = location;
  if (revisionType === "S3") return keyOf("S3", s3?.bucket, s3?.key, s3?.version, s3?.eTag);
  if (revisionType === "GitHub") return keyOf("GitHub", gitHub?.repository, gitHub?.commitId);
  const given = revisionType === "String" ? location.string : location.appSpecContent;
  return keyOf(revisionType, given?.sha256 ?? shaOf(given));
}

/** How every operation but those of revisions shows it: by hash, without the content. */
export function withoutContent(location: RevisionLocation): RevisionLocation {
  const { appSpecContent, string } = location;
  if (appSpecContent) return { ...location, appSpecContent: { sha256: appSpecContent.sha256 } };
  return string ? { ...location, string: { sha256: string.sha256 } } : location;
}

export function registerRevision(
  application: Application,
  location: RevisionLocation,
  use: RevisionUse,
  now: number,
): void {
  const key = revisionKey(location);
  const revision = application.revisions.get(key) ?? createRevision(location, now);
  application.revisions.set(key, revision);
  if (use.type === "registered") {
    revision.description = use.description;
    return;
  }
  revision.firstUsedAt ??= now;
  revision.lastUsedAt = now;
  revision.usedBy.add(use.group);
}

export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

function createRevision(location: RevisionLocation, now: number): Revision {
  return {
    location,
    description: undefined,
    registeredAt: now,
    firstUsedAt: undefined,
    lastUsedAt: undefined,
    usedBy: new Set(),
  };
}

function keyOf(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts.map((part) => part ?? null));
}

interface Content {
  content?: string | undefined;
  sha256?: string | undefined;
}

function checkContent(given: Content | undefined): Content {
  const content = given?.content;
  if (!content) throw invalid("The content of the revision is required");
  if (given.sha256 !== undefined && given.sha256 !== sha256(content)) {
    throw invalid("The sha256 of the revision is not that of its content");
  }
  if (!isParsable(content)) throw invalid("The content of the revision is neither JSON nor YAML");
  return { content, sha256: sha256(content) };
}

function checkS3(application: Application, location: RevisionLocation): RevisionLocation {
  const { s3Location } = location;
  if (!s3Location?.bucket || !s3Location.key || !s3Location.bundleType) {
    throw invalid("The S3 location needs a bucket, a key and a bundle type");
  }
  const isAppSpec = s3Location.bundleType === "YAML" || s3Location.bundleType === "JSON";
  if (application.computePlatform !== "Server" && !isAppSpec) {
    throw invalid("BundleType must be either YAML or JSON");
  }
  return { revisionType: "S3", s3Location };
}

function checkGitHub(application: Application, location: RevisionLocation): RevisionLocation {
  const { gitHubLocation } = location;
  if (!gitHubLocation?.repository || !gitHubLocation.commitId) {
    throw invalid("The GitHub location needs a repository and a commit");
  }
  if (application.computePlatform === "Server") return { revisionType: "GitHub", gitHubLocation };
  throw invalid(`A ${application.computePlatform} deployment takes no revision from GitHub`);
}

function shaOf(given: Content | undefined): string | undefined {
  return given?.content === undefined ? undefined : sha256(given.content);
}

function invalid(message: string): Error {
  return refusal("InvalidRevision", message);
}
