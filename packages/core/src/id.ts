import { z } from "zod";

/** `rel_` and a ULID: sorts by time of creation. */
export const ReleaseId = z
  .string()
  .regex(/^rel_[0-9A-HJKMNP-TV-Z]{26}$/, "a release id looks like rel_01J5Z3NDEKTSV4RRFFQ69G5FAV");
export type ReleaseId = z.infer<typeof ReleaseId>;

/** The release id inside a text (an alarm's name, a deployment's description), if there is one. */
export function findReleaseId(text: string): ReleaseId | undefined {
  return /rel_[0-9A-HJKMNP-TV-Z]{26}/.exec(text)?.[0];
}

/** Name of a registered function: what every route and message calls it. */
export const FunctionName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,63}$/,
    "a function's name has 1 to 64 lower-case letters, digits and hyphens",
  );
export type FunctionName = z.infer<typeof FunctionName>;
