import type { IncomingHttpHeaders } from "node:http";

/**
 * Takes the frames off an `aws-chunked` body: `size[;chunk-signature=...]\r\n bytes \r\n`, ended by a chunk of
 * size 0 and trailers. Other bodies are returned as they are.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeBody(headers: IncomingHttpHeaders, body: Uint8Array): Uint8Array {
  const signed = String(headers["x-amz-content-sha256"] ?? "");
  const encoded = String(headers["content-encoding"] ?? "").includes("aws-chunked");
  if (!encoded && !signed.startsWith("STREAMING-")) return body;
  const source = Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < source.length; ) {
    const lineEnd = source.indexOf("\r\n", at);
    if (lineEnd < 0) break;
    const size = Number.parseInt(source.toString("latin1", at, lineEnd), 16);
    if (!Number.isFinite(size) || size === 0) break;
    chunks.push(source.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(chunks);
}
