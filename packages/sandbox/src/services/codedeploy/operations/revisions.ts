import type {
  BatchGetApplicationRevisionsInput,
  BatchGetApplicationRevisionsOutput,
  GenericRevisionInfo,
  GetApplicationRevisionInput,
  GetApplicationRevisionOutput,
  RegisterApplicationRevisionInput,
  RevisionLocation,
} from "@aws-sdk/client-codedeploy";
import type { Call } from "../../../kernel/service.ts";
import { checkBatch } from "../batch.ts";
import { applicationOf } from "../lookup.ts";
import { refusal } from "../refusals.ts";
import { checkRevision, registerRevision, revisionKey } from "../revision.ts";
import type { Application, CodeDeploy, Revision } from "../state.ts";

const maxBatch = 25;

export function registerApplicationRevision(
  service: CodeDeploy,
  call: Call,
  input: RegisterApplicationRevisionInput,
): object {
  const application = applicationOf(service.states.of(call.scope), input.applicationName);
  const location = checkRevision(application, input.revision);
  const use = { type: "registered", description: input.description } as const;
  registerRevision(application, location, use, service.cloud.clock.now());
  return {};
}

/** The one operation that shows the content of an AppSpec. */
export function getApplicationRevision(
  service: CodeDeploy,
  call: Call,
  input: GetApplicationRevisionInput,
): GetApplicationRevisionOutput {
  const application = applicationOf(service.states.of(call.scope), input.applicationName);
  const revision = findRevision(application, input.revision);
  if (!revision) {
    const message = "The named revision does not exist with the application.";
    throw refusal("RevisionDoesNotExist", message);
  }
  return {
    applicationName: application.name,
    revision: revision.location,
    revisionInfo: describe(revision),
  };
}

/** Unknown revisions are left out. */
export function batchGetApplicationRevisions(
  service: CodeDeploy,
  call: Call,
  input: BatchGetApplicationRevisionsInput,
): BatchGetApplicationRevisionsOutput {
  const application = applicationOf(service.states.of(call.scope), input.applicationName);
  const locations = checkBatch(input.revisions ?? [], maxBatch);
  if (locations.length === 0) findRevision(application, undefined);
  const found = locations.flatMap((location) => findRevision(application, location) ?? []);
  return {
    applicationName: application.name,
    revisions: found.map((revision) => ({
      revisionLocation: revision.location,
      genericRevisionInfo: describe(revision),
    })),
  };
}

function findRevision(
  application: Application,
  location: RevisionLocation | undefined,
): Revision | undefined {
  if (!location) throw refusal("RevisionRequired", "The revision ID was not specified.");
  if (!location.revisionType) {
    throw refusal("InvalidRevision", "The revision type is required");
  }
  return application.revisions.get(revisionKey(location));
}

function describe(revision: Revision): GenericRevisionInfo {
  const { description, firstUsedAt, lastUsedAt, registeredAt } = revision;
  return {
    description,
    deploymentGroups: [...revision.usedBy].map((group) => group.name),
    firstUsedTime: firstUsedAt === undefined ? undefined : new Date(firstUsedAt),
    lastUsedTime: lastUsedAt === undefined ? undefined : new Date(lastUsedAt),
    registerTime: new Date(registeredAt),
  };
}
