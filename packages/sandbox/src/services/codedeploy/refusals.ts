import type * as model from "@aws-sdk/client-codedeploy";
import { AwsError } from "../../kernel/aws-error.ts";

/** Names of the error shapes of the service, without their `Exception`. */
export type RefusalName = keyof typeof model extends infer Name
  ? Name extends `${infer Bare}Exception`
    ? Bare
    : never
  : never;

/** Every error of the service answers 400. */
export function refusal(name: RefusalName, message: string): AwsError {
  return new AwsError(`${name}Exception`, message);
}
