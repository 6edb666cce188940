import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sandbox } from "../../../src/index.ts";
import { type Clients, startSandbox } from "../../start.ts";

const Bucket = "builds";
let sandbox: Sandbox;
let clients: Clients;
beforeAll(async () => {
  ({ sandbox, clients } = await startSandbox());
  await clients.s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => sandbox.stop());

test("an object comes back as it was put, with its md5 and metadata", async () => {
  const Body = Buffer.from([0, 1, 2, 253, 254, 255]);
  const put = await clients.s3.send(
    new PutObjectCommand({ Bucket, Key: "a/b c.zip", Body, Metadata: { commit: "3f2a9c1" } }),
  );
  expect(put.ETag).toMatch(/^"[0-9a-f]{32}"$/);
  const got = await clients.s3.send(new GetObjectCommand({ Bucket, Key: "a/b c.zip" }));
  expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
  expect(got).toMatchObject({ ETag: put.ETag, ContentLength: 6, Metadata: { commit: "3f2a9c1" } });
  const head = await clients.s3.send(new HeadObjectCommand({ Bucket, Key: "a/b c.zip" }));
  expect(head.ContentLength).toBe(6);
});

test("a streamed body arrives without its chunk frames", async () => {
  const text = "x".repeat(100_000);
  await clients.s3.send(new PutObjectCommand({ Bucket, Key: "long.txt", Body: text }));
  const got = await clients.s3.send(new GetObjectCommand({ Bucket, Key: "long.txt" }));
  expect(await got.Body?.transformToString()).toBe(text);
});

test("keys are listed by prefix, delimiter and page", async () => {
  for (const Key of ["list/1", "list/2", "list/deep/3"]) {
    await clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
  }
  const rolled = await clients.s3.send(
    new ListObjectsV2Command({ Bucket, Prefix: "list/", Delimiter: "/" }),
  );
  expect(rolled.Contents?.map((object) => object.Key)).toEqual(["list/1", "list/2"]);
  expect(rolled.CommonPrefixes).toEqual([{ Prefix: "list/deep/" }]);
  const first = await clients.s3.send(
    new ListObjectsV2Command({ Bucket, Prefix: "list/", MaxKeys: 2 }),
  );
  expect(first).toMatchObject({ IsTruncated: true, KeyCount: 2 });
  const second = await clients.s3.send(
    new ListObjectsV2Command({
      Bucket,
      Prefix: "list/",
      ContinuationToken: first.NextContinuationToken,
    }),
  );
  expect(second.Contents?.map((object) => object.Key)).toEqual(["list/deep/3"]);
});

test("a versioned bucket keeps earlier versions", async () => {
  const versioned = { Bucket: "versioned" };
  await clients.s3.send(new CreateBucketCommand(versioned));
  await clients.s3.send(
    new PutBucketVersioningCommand({
      ...versioned,
      VersioningConfiguration: { Status: "Enabled" },
    }),
  );
  expect((await clients.s3.send(new GetBucketVersioningCommand(versioned))).Status).toBe("Enabled");
  const one = await clients.s3.send(new PutObjectCommand({ ...versioned, Key: "k", Body: "one" }));
  await clients.s3.send(new PutObjectCommand({ ...versioned, Key: "k", Body: "two" }));
  const old = await clients.s3.send(
    new GetObjectCommand({ ...versioned, Key: "k", VersionId: one.VersionId }),
  );
  const now = await clients.s3.send(new GetObjectCommand({ ...versioned, Key: "k" }));
  expect(await old.Body?.transformToString()).toBe("one");
  expect(await now.Body?.transformToString()).toBe("two");
});

test("what is not there has AWS's error, and a full bucket is not deleted", async () => {
  await expect(
    clients.s3.send(new GetObjectCommand({ Bucket, Key: "none" })),
  ).rejects.toMatchObject({ name: "NoSuchKey" });
  await expect(
    clients.s3.send(new GetObjectCommand({ Bucket: "no-such-bucket", Key: "none" })),
  ).rejects.toMatchObject({ name: "NoSuchBucket" });
  await expect(clients.s3.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
    name: "BucketAlreadyOwnedByYou",
  });
  await expect(clients.s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
    name: "BucketNotEmpty",
  });
});

test("an empty bucket can be deleted and is gone", async () => {
  const spare = { Bucket: "spare" };
  await clients.s3.send(new CreateBucketCommand(spare));
  await clients.s3.send(new PutObjectCommand({ ...spare, Key: "k", Body: "x" }));
  await clients.s3.send(new DeleteObjectCommand({ ...spare, Key: "k" }));
  await clients.s3.send(new HeadBucketCommand(spare));
  await clients.s3.send(new DeleteBucketCommand(spare));
  const { Buckets } = await clients.s3.send(new ListBucketsCommand({}));
  expect(Buckets?.map((bucket) => bucket.Name)).not.toContain("spare");
});
