import type { ErrorCode } from "@aws-sdk/client-codedeploy";
import { AwsError } from "../../kernel/aws-error.ts";

/** Why a deployment did not succeed, as `errorInformation` shows it. */
export interface Fault {
  readonly code: ErrorCode;
  readonly message: string;
}

const configurationHead =
  "The deployment failed because the AppSpec file that specifies the AWS Lambda deployment configuration is missing or has an invalid configuration.";

/** @param tail what AWS adds for some faults; most have none. */
export function invalidConfiguration(tail = ""): Fault {
  const message = tail === "" ? configurationHead : `${configurationHead} ${tail}`;
  return { code: "INVALID_LAMBDA_CONFIGURATION", message };
}

export const aliasMismatch = invalidConfiguration(
  "The Lambda function alias version does not match the current version in AppSpec file.",
);

export const emptyHookName = invalidConfiguration(
  "The Lambda function name cannot be null or empty",
);

export const hookFailed: Fault = {
  code: "HOOK_EXECUTION_FAILURE",
  message:
    "The deployment failed because one or more of the lifecycle event validation functions failed.",
};

/** AWS does not publish the code, so it is a setting. */
export function hookTimedOut(code: "TIMEOUT" | "HOOK_EXECUTION_FAILURE"): Fault {
  const message =
    "The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback within one hour after a deployment hook is invoked.";
  return { code, message };
}

/** The text is not published. */
export const stoppedByRequest: Fault = {
  code: "MANUAL_STOP",
  message: "The deployment was stopped by a request.",
};

export function alarmsActive(names: readonly string[]): Fault {
  const list = names.map((name) => `<${name}>`).join(" ");
  return {
    code: "ALARM_ACTIVE",
    message: `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: ${list}`,
  };
}

/** Neither the code nor the text is published. */
export function alarmsUnreadable(names: readonly string[]): Fault {
  const list = names.map((name) => `<${name}>`).join(" ");
  return {
    code: "ALARM_ACTIVE",
    message: `The state of one or more alarms could not be read from Amazon CloudWatch, and the affected deployments have been stopped. Alarms: ${list}`,
  };
}

/** The text is not published. */
export const unreadableRevision: Fault = {
  code: "INVALID_REVISION",
  message: "The deployment failed because the AppSpec file is neither JSON nor YAML.",
};

/** The text is not published. */
export function revisionMissing(reason: string): Fault {
  return {
    code: "REVISION_MISSING",
    message: `The deployment failed because the revision could not be read from Amazon S3: ${reason}`,
  };
}

/** The text is not published. */
export function functionMissing(reason: string): Fault {
  return {
    code: "INVALID_LAMBDA_FUNCTION",
    message: `The deployment failed because an AWS Lambda function, alias or version in the AppSpec file does not exist: ${reason}`,
  };
}

/** The texts are not published. */
export const applicationMissing: Fault = {
  code: "APPLICATION_MISSING",
  message: "The deployment failed because its application no longer exists.",
};

export const groupMissing: Fault = {
  code: "DEPLOYMENT_GROUP_MISSING",
  message: "The deployment failed because its deployment group no longer exists.",
};

const throttled: Fault = {
  code: "THROTTLED",
  message:
    "The deployment failed because the number of requests by the IAM role ARN exceeded the request limit for AWSLambda. Avoid retrying API requests at a high rate.",
};

const roleLacksPermission: Fault = {
  code: "IAM_ROLE_PERMISSIONS",
  message:
    "The IAM role ARN does not give you permission to perform operations in the following AWS service: AWSLambda. Contact your AWS administrator if you need help. If you are an AWS administrator, you can grant permissions to your users or groups by creating IAM policies.",
};

/** What a deployment makes of Lambda's refusal; anything but a refusal is thrown on. */
export function lambdaFault(error: unknown): Fault {
  if (!(error instanceof AwsError)) throw error;
  switch (error.code) {
    case "ResourceNotFoundException":
      return functionMissing(error.message);
    case "TooManyRequestsException":
      return throttled;
    case "AccessDeniedException":
      return roleLacksPermission;
    default:
      return invalidConfiguration(error.message);
  }
}
