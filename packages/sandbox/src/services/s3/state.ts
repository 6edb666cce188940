import { createHash } from "node:crypto";
import { AwsError } from "../../kernel/aws-error.ts";
import type { Random } from "../../kernel/random.ts";

export interface StoredObject {
  readonly key: string;
  readonly body: Uint8Array;
  /** Quoted md5, as S3 gives it. */
  readonly eTag: string;
  readonly versionId: string | undefined;
  readonly modifiedAt: Date;
  readonly contentType: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Bucket {
  readonly name: string;
  readonly createdAt: Date;
  versioned: boolean;
  /** Versions of each key, newest first. */
  readonly objects: Map<string, readonly StoredObject[]>;
}

/** Buckets of all accounts: their names are global. */
export type Buckets = Map<string, Bucket>;

export function bucketOf(buckets: Buckets, name: string): Bucket {
  const bucket = buckets.get(name);
  if (bucket) return bucket;
  throw new AwsError("NoSuchBucket", "The specified bucket does not exist", { status: 404 });
}

export function objectOf(bucket: Bucket, key: string, versionId?: string): StoredObject {
  const versions = bucket.objects.get(key) ?? [];
  if (versionId === undefined) {
    const [newest] = versions;
    if (newest) return newest;
    throw new AwsError("NoSuchKey", "The specified key does not exist.", { status: 404 });
  }
  const found = versions.find((version) => (version.versionId ?? "null") === versionId);
  if (found) return found;
  throw new AwsError("NoSuchVersion", "The specified version does not exist.", { status: 404 });
}

export function putObject(
  bucket: Bucket,
  random: Random,
  object: Pick<StoredObject, "key" | "body" | "modifiedAt" | "contentType" | "metadata">,
): StoredObject {
  const eTag = `"${createHash("md5").update(object.body).digest("hex")}"`;
  const versionId = bucket.versioned
    ? random.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 32)
    : undefined;
  const stored = { ...object, eTag, versionId };
  const earlier = bucket.versioned ? (bucket.objects.get(object.key) ?? []) : [];
  bucket.objects.set(object.key, [stored, ...earlier]);
  return stored;
}
