import { expect, test } from "vitest";
import { decodeBody } from "./aws-chunked.ts";

const streaming = { "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER" };

test("frames and trailers are taken off", () => {
  const framed =
    "5\r\nhello\r\n6;chunk-signature=abc\r\n world\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n";
  expect(Buffer.from(decodeBody(streaming, Buffer.from(framed))).toString()).toBe("hello world");
});

test("a plain body is left alone", () => {
  const body = Buffer.from("5\r\nhello");
  expect(decodeBody({ "x-amz-content-sha256": "abc" }, body)).toBe(body);
});

test.each(["", "zz\r\n", "5", "ffffffff\r\nshort"])("a broken frame %j ends the body", (text) => {
  expect(() => decodeBody(streaming, Buffer.from(text))).not.toThrow();
});
