import {
  DeleteParameter$,
  type DeleteParameterRequest,
  DescribeParameters$,
  type DescribeParametersRequest,
  GetParameter$,
  type GetParameterRequest,
  GetParameters$,
  GetParametersByPath$,
  type GetParametersByPathRequest,
  type GetParametersRequest,
  type Parameter,
  PutParameter$,
  type PutParameterRequest,
} from "@aws-sdk/client-ssm";
import { AwsError } from "../../kernel/aws-error.ts";
import type { Cloud } from "../../kernel/cloud.ts";
import { scoped } from "../../kernel/scoped.ts";
import { type Call, type ModelledService, operation, type Scope } from "../../kernel/service.ts";

interface StoredParameter {
  readonly name: string;
  readonly value: string;
  readonly type: NonNullable<Parameter["Type"]>;
  readonly version: number;
  readonly modifiedAt: Date;
}

/** Parameter Store: values by name, with versions. */
export function createSsm(cloud: Cloud): ModelledService {
  const stores = scoped(() => new Map<string, StoredParameter>());

  function put(call: Call, input: PutParameterRequest) {
    const { Name: name = "", Value: value = "", Type, Overwrite } = input;
    checkName(name);
    const store = stores.of(call.scope);
    const before = store.get(name);
    if (before && !Overwrite) {
      throw new AwsError(
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
      );
    }
    const type = Type ?? before?.type ?? "String";
    const version = (before?.version ?? 0) + 1;
    const modifiedAt = new Date(cloud.clock.now());
    store.set(name, { name, value, type, version, modifiedAt });
    return { Version: version, Tier: "Standard" as const };
  }

  function find(scope: Scope, name: string): StoredParameter | undefined {
    return stores.of(scope).get(name.replace(/^arn:aws:ssm:[^:]+:\d+:parameter/, ""));
  }

  function get(call: Call, { Name = "", WithDecryption }: GetParameterRequest) {
    const found = find(call.scope, Name);
    if (!found) throw new AwsError("ParameterNotFound", "");
    return { Parameter: shown(call.scope, found, WithDecryption) };
  }

  function getMany(call: Call, { Names = [], WithDecryption }: GetParametersRequest) {
    const found = Names.flatMap((name) => find(call.scope, name) ?? []);
    const known = new Set(found.map((parameter) => parameter.name));
    return {
      Parameters: found.map((parameter) => shown(call.scope, parameter, WithDecryption)),
      InvalidParameters: Names.filter((name) => !known.has(name)),
    };
  }

  function getByPath(call: Call, input: GetParametersByPathRequest) {
    const path = `${(input.Path ?? "/").replace(/\/$/, "")}/`;
    const found = [...stores.of(call.scope).values()]
      .filter(({ name }) => name.startsWith(path))
      .filter(({ name }) => input.Recursive || !name.slice(path.length).includes("/"));
    return { Parameters: found.map((item) => shown(call.scope, item, input.WithDecryption)) };
  }

  function remove(call: Call, { Name = "" }: DeleteParameterRequest) {
    if (!stores.of(call.scope).delete(Name)) throw new AwsError("ParameterNotFound", "");
    return {};
  }

  function describe(call: Call, _input: DescribeParametersRequest) {
    const Parameters = [...stores.of(call.scope).values()].map((parameter) => ({
      Name: parameter.name,
      Type: parameter.type,
      Version: parameter.version,
      LastModifiedDate: parameter.modifiedAt,
      Tier: "Standard" as const,
    }));
    return { Parameters };
  }

  return {
    kind: "modelled",
    signingName: "ssm",
    targetPrefix: "AmazonSSM",
    protocol: "awsJson1.1",
    validationCode: "ValidationException",
    operations: {
      PutParameter: operation(PutParameter$, put),
      GetParameter: operation(GetParameter$, get),
      GetParameters: operation(GetParameters$, getMany),
      GetParametersByPath: operation(GetParametersByPath$, getByPath),
      DeleteParameter: operation(DeleteParameter$, remove),
      DescribeParameters: operation(DescribeParameters$, describe),
    },
    reset: () => stores.clear(),
  };
}

function checkName(name: string): void {
  if (/^[a-zA-Z0-9_.\-/]{1,1011}$/.test(name)) return;
  throw new AwsError(
    "ValidationException",
    'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
  );
}

function shown(scope: Scope, parameter: StoredParameter, decrypt: boolean | undefined): Parameter {
  const hidden = parameter.type === "SecureString" && !decrypt;
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: hidden
      ? Buffer.from(`encrypted:${parameter.version}`).toString("base64")
      : parameter.value,
    Version: parameter.version,
    LastModifiedDate: parameter.modifiedAt,
    ARN: `arn:aws:ssm:${scope.region}:${scope.account}:parameter/${parameter.name.replace(/^\//, "")}`,
    DataType: "text",
  };
}
