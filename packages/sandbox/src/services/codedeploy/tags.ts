import type { Tag } from "@aws-sdk/client-codedeploy";
import { refusal } from "./refusals.ts";

const maxTags = 50;

/** Adds the tags, replacing values of known keys; changes nothing where one is not in order. */
export function addTags(tags: Map<string, string>, added: readonly Tag[]): void {
  const merged = new Map(tags);
  for (const { Key = "", Value = "" } of added) {
    if (Key.length < 1 || Key.length > 128 || Value.length > 256 || Key.startsWith("aws:")) {
      const message = "The key of a tag has 1 to 128 characters, its value at most 256.";
      throw refusal("InvalidTagsToAdd", message);
    }
    merged.set(Key, Value);
  }
  if (merged.size > maxTags) {
    throw refusal("InvalidTagsToAdd", `A resource has at most ${maxTags} tags.`);
  }
  for (const [key, value] of merged) tags.set(key, value);
}
