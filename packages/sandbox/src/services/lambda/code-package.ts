import { createHash } from "node:crypto";
import type { FunctionCode } from "@aws-sdk/client-lambda";
import { unzipSync } from "fflate";
import { AwsError } from "../../kernel/aws-error.ts";
import type { Cloud } from "../../kernel/cloud.ts";
import { invalidParameter } from "./errors.ts";
import type { CodePackage } from "./state.ts";

const zippedMax = 52_428_800;
const unzippedMax = 262_144_000;

/** The archive that a request carries or points to. Throws AwsError where it cannot be used. */
export function readCode(cloud: Cloud, source: Omit<FunctionCode, "SourceKMSKeyArn">): CodePackage {
  const zip = fetchArchive(cloud, source);
  checkArchive(zip);
  const sha256 = createHash("sha256").update(zip).digest("base64");
  return { sha256, zip };
}

function fetchArchive(cloud: Cloud, source: FunctionCode): Uint8Array {
  if (source.ImageUri) {
    throw invalidParameter("The sandbox runs functions from .zip archives, not from images.");
  }
  if (source.ZipFile && source.S3Key) {
    throw invalidParameter(
      "Please do not provide other FunctionCode parameters when providing a ZipFile.",
    );
  }
  if (source.ZipFile) return checkUpload(source.ZipFile);
  if (!source.S3Bucket || !source.S3Key) {
    throw invalidParameter("Please provide a source for function code.");
  }
  try {
    return cloud.doors.s3.getObject(source.S3Bucket, source.S3Key, source.S3ObjectVersion);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code, message } = error;
    throw invalidParameter(
      `Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${message}`,
    );
  }
}

function checkUpload(zip: Uint8Array): Uint8Array {
  if (zip.length <= zippedMax) return zip;
  const message = `Zipped size must be smaller than ${zippedMax} bytes`;
  throw new AwsError("RequestEntityTooLargeException", message, { status: 413 });
}

function checkArchive(zip: Uint8Array): void {
  const size = unzippedSize(zip);
  if (size === undefined) {
    throw invalidParameter(
      "Could not unzip uploaded file. Please check your file, then try to upload again.",
    );
  }
  if (size === 0) throw invalidParameter("Uploaded file must be a non-empty zip");
  if (size > unzippedMax) {
    throw invalidParameter(`Unzipped size must be smaller than ${unzippedMax} bytes`);
  }
}

/** `undefined` where it is no zip. Nothing is inflated. */
function unzippedSize(zip: Uint8Array): number | undefined {
  let size = 0;
  try {
    unzipSync(zip, {
      filter: (file) => {
        size += file.originalSize;
        return false;
      },
    });
    return size;
  } catch {
    return undefined;
  }
}
