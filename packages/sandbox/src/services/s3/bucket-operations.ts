import type {
  CreateBucketRequest,
  DeleteBucketRequest,
  GetBucketVersioningRequest,
  HeadBucketRequest,
  ListObjectsV2Request,
  PutBucketVersioningRequest,
} from "@aws-sdk/client-s3";
import { AwsError } from "../../kernel/aws-error.ts";
import type { Cloud } from "../../kernel/cloud.ts";
import type { Call } from "../../kernel/service.ts";
import { listObjects } from "./list-objects.ts";
import { type Buckets, bucketOf } from "./state.ts";

/** Operations on buckets. */
export function bucketOperations(cloud: Cloud, buckets: Buckets) {
  return {
    create(_call: Call, { Bucket = "" }: CreateBucketRequest) {
      checkName(Bucket);
      if (buckets.has(Bucket)) {
        const message =
          "Your previous request to create the named bucket succeeded and you already own it.";
        throw new AwsError("BucketAlreadyOwnedByYou", message, { status: 409 });
      }
      const createdAt = new Date(cloud.clock.now());
      buckets.set(Bucket, { name: Bucket, createdAt, versioned: false, objects: new Map() });
      return { Location: `/${Bucket}` };
    },
    remove(_call: Call, { Bucket = "" }: DeleteBucketRequest) {
      if (bucketOf(buckets, Bucket).objects.size > 0) {
        const message = "The bucket you tried to delete is not empty";
        throw new AwsError("BucketNotEmpty", message, { status: 409 });
      }
      buckets.delete(Bucket);
      return {};
    },
    head(_call: Call, { Bucket = "" }: HeadBucketRequest) {
      bucketOf(buckets, Bucket);
      return {};
    },
    list() {
      const Buckets = [...buckets.values()].map(({ name, createdAt }) => ({
        Name: name,
        CreationDate: createdAt,
      }));
      return { Buckets };
    },
    listObjects: (_call: Call, input: ListObjectsV2Request) =>
      listObjects(bucketOf(buckets, input.Bucket ?? ""), input),
    putVersioning(_call: Call, input: PutBucketVersioningRequest) {
      const bucket = bucketOf(buckets, input.Bucket ?? "");
      bucket.versioned = input.VersioningConfiguration?.Status === "Enabled";
      return {};
    },
    getVersioning: (_call: Call, { Bucket = "" }: GetBucketVersioningRequest) =>
      bucketOf(buckets, Bucket).versioned ? { Status: "Enabled" as const } : {},
  };
}

function checkName(name: string): void {
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) return;
  throw new AwsError("InvalidBucketName", "The specified bucket is not valid.");
}
