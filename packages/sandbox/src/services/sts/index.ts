import {
  AssumeRole$,
  type AssumeRoleRequest,
  GetCallerIdentity$,
  type GetCallerIdentityRequest,
} from "@aws-sdk/client-sts";
import { AwsError } from "../../kernel/aws-error.ts";
import type { Cloud } from "../../kernel/cloud.ts";
import { type Call, type ModelledService, operation } from "../../kernel/service.ts";

const homeAccount = "000000000000";
const sessionSeconds = 3600;

/** Credentials and whose they are. An access key id of twelve digits is its account. */
export function createSts(cloud: Cloud): ModelledService {
  const accounts = new Map<string, string>();
  const secret = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  cloud.doors.sts = {
    accountOf: (accessKeyId) =>
      /^\d{12}$/.test(accessKeyId) ? accessKeyId : (accounts.get(accessKeyId) ?? homeAccount),
  };

  function assumeRole(_call: Call, input: AssumeRoleRequest) {
    const { RoleArn = "", RoleSessionName = "", DurationSeconds = sessionSeconds } = input;
    const [, account, role] =
      /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(RoleArn) ?? [];
    if (!account || !role) throw new AwsError("ValidationError", `${RoleArn} is invalid`);
    const accessKeyId = `ASIA${cloud.random.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)}`;
    const roleId = `AROA${cloud.random.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 17)}`;
    accounts.set(accessKeyId, account);
    return {
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: cloud.random.text(secret, 40),
        SessionToken: cloud.random.text(secret, 120),
        Expiration: new Date(cloud.clock.now() + DurationSeconds * 1000),
      },
      AssumedRoleUser: {
        AssumedRoleId: `${roleId}:${RoleSessionName}`,
        Arn: `arn:aws:sts::${account}:assumed-role/${role}/${RoleSessionName}`,
      },
      PackedPolicySize: 6,
    };
  }

  function getCallerIdentity(call: Call, _input: GetCallerIdentityRequest) {
    const { account } = call.scope;
    return { Account: account, UserId: account, Arn: `arn:aws:iam::${account}:root` };
  }

  return {
    kind: "modelled",
    signingName: "sts",
    protocol: "query",
    validationCode: "ValidationError",
    xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    operations: {
      AssumeRole: operation(AssumeRole$, assumeRole),
      GetCallerIdentity: operation(GetCallerIdentity$, getCallerIdentity),
    },
    reset: () => accounts.clear(),
  };
}
