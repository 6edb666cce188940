import type {
  ListApplicationRevisionsInput,
  ListApplicationRevisionsOutput,
} from "@aws-sdk/client-codedeploy";
import type { Call } from "../../../kernel/service.ts";
import { applicationOf } from "../lookup.ts";
import { pageOf } from "../paging.ts";
import { refusal } from "../refusals.ts";
import { revisionKey, withoutContent } from "../revision.ts";
import type { CodeDeploy, Revision } from "../state.ts";

type SortKey = (revision: Revision) => number;

const sortKeys: ReadonlyMap<string, SortKey> = new Map<string, SortKey>([
  ["registerTime", (revision) => revision.registeredAt],
  ["firstUsedTime", (revision) => revision.firstUsedAt ?? 0],
  ["lastUsedTime", (revision) => revision.lastUsedAt ?? 0],
]);

export function listApplicationRevisions(
  service: CodeDeploy,
  call: Call,
  input: ListApplicationRevisionsInput,
): ListApplicationRevisionsOutput {
  const application = applicationOf(service.states.of(call.scope), input.applicationName);
  checkFilters(input);
  const found = [...application.revisions.values()].filter((revision) => isListed(revision, input));
  const { items, nextToken } = pageOf(sorted(found, input), input.nextToken, (revision) =>
    revisionKey(revision.location),
  );
  return { revisions: items.map((revision) => withoutContent(revision.location)), nextToken };
}

function checkFilters(input: ListApplicationRevisionsInput): void {
  if (input.s3KeyPrefix !== undefined && input.s3Bucket === undefined) {
    const message = "A bucket name is required, but was not provided.";
    throw refusal("BucketNameFilterRequired", message);
  }
  if (input.deployed !== undefined && !/^(include|exclude|ignore)$/.test(input.deployed)) {
    throw refusal("InvalidDeployedStateFilter", "The deployed state filter is invalid.");
  }
}

function isListed(revision: Revision, input: ListApplicationRevisionsInput): boolean {
  const { s3Location } = revision.location;
  const isUsed = revision.lastUsedAt !== undefined;
  if (input.deployed === "include" && !isUsed) return false;
  if (input.deployed === "exclude" && isUsed) return false;
  if (input.s3Bucket !== undefined && s3Location?.bucket !== input.s3Bucket) return false;
  return (s3Location?.key ?? "").startsWith(input.s3KeyPrefix ?? "");
}

function sorted(revisions: Revision[], input: ListApplicationRevisionsInput): Revision[] {
  const { sortBy, sortOrder = "ascending" } = input;
  if (sortOrder !== "ascending" && sortOrder !== "descending") {
    throw refusal("InvalidSortOrder", "The sort order was specified in an invalid format.");
  }
  const keyOf = sortKeys.get(sortBy ?? "registerTime");
  if (!keyOf) {
    throw refusal(
      "InvalidSortBy",
      "The column name to sort by is either not present or not valid.",
    );
  }
  const direction = sortOrder === "ascending" ? 1 : -1;
  return revisions.sort((a, b) => direction * (keyOf(a) - keyOf(b)));
}
