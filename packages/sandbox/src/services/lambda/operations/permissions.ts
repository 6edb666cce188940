import type {
  AddPermissionRequest,
  AddPermissionResponse,
  GetPolicyRequest,
  GetPolicyResponse,
  RemovePermissionRequest,
} from "@aws-sdk/client-lambda";
import { AwsError } from "../../../kernel/aws-error.ts";
import type { Call } from "../../../kernel/service.ts";
import { findAlias } from "../aliases.ts";
import { check, length, pattern } from "../constraint.ts";
import { conflict, invalidParameter, notFound, wrongRevision } from "../errors.ts";
import { arnOf, isVersionNumber } from "../function-reference.ts";
import { type Located, locate, versionOf } from "../lookup.ts";
import type { Lambda, Statement } from "../state.ts";

const policyBytesMax = 20_480;

/** A grant holds for exactly what it names: one for the function does not cover its aliases. */
export function addPermission(
  lambda: Lambda,
  call: Call,
  input: AddPermissionRequest,
): AddPermissionResponse {
  const sid = input.StatementId ?? "";
  check(
    pattern("statementId", sid, "([a-zA-Z0-9-_]+)") ?? length("statementId", sid, 1, 100),
    pattern("action", input.Action, "(lambda:[*]|lambda:[a-zA-Z]+|[*])"),
    pattern("principal", input.Principal, "[^\\s]+"),
  );
  const located = locateQualified(lambda, call, input, input.RevisionId);
  const { fn, key } = located;
  if (key === "$LATEST") {
    throw invalidParameter("We currently do not support adding policies for $LATEST.");
  }
  const statements = fn.policies.get(key) ?? new Map<string, Statement>();
  if (statements.has(sid)) {
    throw conflict(
      `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  const statement = statementOf(input, arnOf(located.reference));
  const size = policyText([...statements.values(), statement]).length;
  if (size > policyBytesMax) {
    const message = `The final policy size (${size}) is bigger than the limit (${policyBytesMax}).`;
    throw new AwsError("PolicyLengthExceededException", message);
  }
  fn.policies.set(key, statements.set(sid, statement));
  touch(lambda, located);
  return { Statement: JSON.stringify(statement) };
}

export function removePermission(
  lambda: Lambda,
  call: Call,
  input: RemovePermissionRequest,
): object {
  const located = locateQualified(lambda, call, input, input.RevisionId);
  const statements = located.fn.policies.get(located.key);
  if (!statements) throw notFound("No policy is associated with the given resource.");
  if (!statements.delete(input.StatementId ?? "")) {
    throw notFound(`Statement ${input.StatementId} is not found in resource policy.`);
  }
  if (statements.size === 0) located.fn.policies.delete(located.key);
  touch(lambda, located);
  return {};
}

export function getPolicy(lambda: Lambda, call: Call, input: GetPolicyRequest): GetPolicyResponse {
  const located = locateQualified(lambda, call, input, undefined);
  const statements = located.fn.policies.get(located.key);
  if (!statements) throw notFound("The resource you requested does not exist.");
  return { Policy: policyText([...statements.values()]), RevisionId: revisionIdOf(located) };
}

interface Qualified extends Located {
  /** Qualifier, `""` for the function itself. */
  readonly key: string;
}

function locateQualified(
  lambda: Lambda,
  call: Call,
  input: { FunctionName: string | undefined; Qualifier?: string | undefined },
  revisionId: string | undefined,
): Qualified {
  const located = locate(lambda, call.scope, input.FunctionName, input.Qualifier);
  const { qualifier } = located.reference;
  if (qualifier && isVersionNumber(qualifier)) versionOf(located.fn, qualifier);
  else if (qualifier && qualifier !== "$LATEST") findAlias(located.fn, qualifier);
  const qualified = { ...located, key: qualifier ?? "" };
  if (revisionId && revisionId !== revisionIdOf(qualified)) throw wrongRevision();
  return qualified;
}

function revisionIdOf({ fn, key }: Qualified): string {
  return fn.aliases.get(key)?.revisionId ?? versionOf(fn, key || "$LATEST").revisionId;
}

function touch(lambda: Lambda, { fn, key }: Qualified): void {
  const revisionId = lambda.cloud.random.uuid();
  const alias = fn.aliases.get(key);
  if (alias) fn.aliases.set(key, { ...alias, revisionId });
  else versionOf(fn, key || "$LATEST").revisionId = revisionId;
}

function statementOf(input: AddPermissionRequest, resource: string): Statement {
  const condition = {
    ...(input.SourceAccount && { StringEquals: { "AWS:SourceAccount": input.SourceAccount } }),
    ...(input.SourceArn && { ArnLike: { "AWS:SourceArn": input.SourceArn } }),
  };
  return {
    Sid: input.StatementId,
    Effect: "Allow",
    Principal: principalOf(input.Principal ?? ""),
    Action: input.Action,
    Resource: resource,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

function principalOf(principal: string): string | Record<string, string> {
  if (principal === "*") return "*";
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  return principal.startsWith("arn:") ? { AWS: principal } : { Service: principal };
}

function policyText(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: statements });
}
