import { createHash } from "node:crypto";
import type { MessageAttributeValue } from "@aws-sdk/client-sqs";

export function md5(text: string): string {
  return createHash("md5").update(text, "utf8").digest("hex");
}

/**
 * The digest by which clients check that attributes arrived whole: name, type and value of each, by
 * name, every piece after its length in four bytes. `undefined` where there are none.
 */
export function md5OfAttributes(
  attributes: Readonly<Record<string, MessageAttributeValue>>,
): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash("md5");
  for (const name of names) {
    const attribute = attributes[name];
    if (attribute === undefined) continue;
    hash.update(withLength(Buffer.from(name, "utf8")));
    hash.update(withLength(Buffer.from(attribute.DataType ?? "", "utf8")));
    hash.update(transportOf(attribute));
  }
  return hash.digest("hex");
}

function transportOf(attribute: MessageAttributeValue): Buffer {
  if (attribute.BinaryValue !== undefined) {
    return Buffer.concat([Buffer.of(2), withLength(attribute.BinaryValue)]);
  }
  const text = Buffer.from(attribute.StringValue ?? "", "utf8");
  return Buffer.concat([Buffer.of(1), withLength(text)]);
}

function withLength(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
