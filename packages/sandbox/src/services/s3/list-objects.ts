import type { ListObjectsV2Output, ListObjectsV2Request } from "@aws-sdk/client-s3";
import type { Bucket } from "./state.ts";

/** Keys in order, one page at a time; those that share a prefix up to the delimiter are rolled up. */
export function listObjects(bucket: Bucket, input: ListObjectsV2Request): ListObjectsV2Output {
  const { Prefix = "", Delimiter, MaxKeys = 1000, ContinuationToken, StartAfter } = input;
  const after = ContinuationToken
    ? Buffer.from(ContinuationToken, "base64url").toString()
    : StartAfter;
  const names = entriesOf(bucket, Prefix, Delimiter).filter(
    (name) => after === undefined || name > after,
  );
  const page = names.slice(0, MaxKeys);
  const isPrefix = (name: string) => Delimiter !== undefined && !bucket.objects.has(name);
  const last = page.at(-1);
  const truncated = names.length > page.length && last !== undefined;
  return {
    Name: bucket.name,
    Prefix,
    MaxKeys,
    KeyCount: page.length,
    IsTruncated: truncated,
    ...(truncated ? { NextContinuationToken: Buffer.from(last).toString("base64url") } : {}),
    Contents: page.filter((name) => !isPrefix(name)).flatMap((key) => contentOf(bucket, key)),
    CommonPrefixes: page.filter(isPrefix).map((prefix) => ({ Prefix: prefix })),
  };
}

function entriesOf(
  bucket: Bucket,
  prefix: string,
  delimiter: string | undefined,
): readonly string[] {
  const keys = [...bucket.objects.keys()].filter((key) => key.startsWith(prefix));
  if (!delimiter) return keys.sort();
  const rolled = keys.map((key) => {
    const end = key.indexOf(delimiter, prefix.length);
    return end < 0 ? key : key.slice(0, end + delimiter.length);
  });
  return [...new Set(rolled)].sort();
}

function contentOf(bucket: Bucket, key: string) {
  const [object] = bucket.objects.get(key) ?? [];
  if (!object) return [];
  const { eTag, modifiedAt, body } = object;
  return [
    {
      Key: key,
      ETag: eTag,
      LastModified: modifiedAt,
      Size: body.length,
      StorageClass: "STANDARD" as const,
    },
  ];
}
