import {
  CreateBucket$,
  DeleteBucket$,
  DeleteObject$,
  GetBucketVersioning$,
  GetObject$,
  HeadBucket$,
  HeadObject$,
  ListBuckets$,
  ListObjectsV2$,
  PutBucketVersioning$,
  PutObject$,
} from "@aws-sdk/client-s3";
import type { Cloud } from "../../kernel/cloud.ts";
import { type ModelledService, operation } from "../../kernel/service.ts";
import { bucketOperations } from "./bucket-operations.ts";
import { objectOperations } from "./object-operations.ts";
import { type Buckets, bucketOf, objectOf } from "./state.ts";

/** Just enough of S3 to hold builds: buckets, objects, versions. */
export function createS3(cloud: Cloud): ModelledService {
  const buckets: Buckets = new Map();
  const bucket = bucketOperations(cloud, buckets);
  const object = objectOperations(cloud, buckets);

  cloud.doors.s3 = {
    getObject: (name, key, versionId) => objectOf(bucketOf(buckets, name), key, versionId).body,
  };

  return {
    kind: "modelled",
    signingName: "s3",
    protocol: "restXml",
    validationCode: "InvalidRequest",
    operations: {
      CreateBucket: operation(CreateBucket$, bucket.create),
      DeleteBucket: operation(DeleteBucket$, bucket.remove),
      HeadBucket: operation(HeadBucket$, bucket.head),
      ListBuckets: operation(ListBuckets$, bucket.list),
      ListObjectsV2: operation(ListObjectsV2$, bucket.listObjects),
      PutBucketVersioning: operation(PutBucketVersioning$, bucket.putVersioning),
      GetBucketVersioning: operation(GetBucketVersioning$, bucket.getVersioning),
      PutObject: operation(PutObject$, object.put),
      GetObject: operation(GetObject$, object.get),
      HeadObject: operation(HeadObject$, object.head),
      DeleteObject: operation(DeleteObject$, object.remove),
    },
    reset: () => buckets.clear(),
  };
}
