import type {
  DeleteObjectRequest,
  GetObjectRequest,
  HeadObjectRequest,
  PutObjectRequest,
} from "@aws-sdk/client-s3";
import type { Cloud } from "../../kernel/cloud.ts";
import type { Call } from "../../kernel/service.ts";
import { type Buckets, bucketOf, objectOf, putObject, type StoredObject } from "./state.ts";

/** Operations on objects. */
export function objectOperations(cloud: Cloud, buckets: Buckets) {
  return {
    put(_call: Call, input: PutObjectRequest) {
      const { Bucket = "", Key = "", Body, ContentType, Metadata = {} } = input;
      const stored = putObject(bucketOf(buckets, Bucket), cloud.random, {
        key: Key,
        body: bytesOf(Body),
        modifiedAt: new Date(cloud.clock.now()),
        contentType: ContentType,
        metadata: Metadata,
      });
      return { ETag: stored.eTag, VersionId: stored.versionId };
    },
    get(_call: Call, { Bucket = "", Key = "", VersionId }: GetObjectRequest) {
      const object = objectOf(bucketOf(buckets, Bucket), Key, VersionId);
      return { ...described(object), Body: object.body };
    },
    head: (_call: Call, { Bucket = "", Key = "", VersionId }: HeadObjectRequest) =>
      described(objectOf(bucketOf(buckets, Bucket), Key, VersionId)),
    remove(_call: Call, { Bucket = "", Key = "" }: DeleteObjectRequest) {
      bucketOf(buckets, Bucket).objects.delete(Key);
      return {};
    },
  };
}

function bytesOf(body: unknown): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}

function described(object: StoredObject) {
  return {
    ContentLength: object.body.length,
    ETag: object.eTag,
    LastModified: object.modifiedAt,
    ContentType: object.contentType ?? "application/octet-stream",
    VersionId: object.versionId,
    Metadata: object.metadata,
  };
}
