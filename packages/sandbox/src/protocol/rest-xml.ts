import { XMLParser } from "fast-xml-parser";
import { AwsError } from "../kernel/aws-error.ts";
import type { ModelledService, Operation } from "../kernel/service.ts";
import type { WireFormat, WireRequest } from "./exchange.ts";
import { inputOf, outputOf, type Shape } from "./model.ts";
import { readValue, requireMembers } from "./read-value.ts";
import { readRestInput } from "./rest-input.ts";
import { splitRestOutput } from "./rest-output.ts";
import { matchRoute, type RouteMatch, statusOf } from "./rest-route.ts";
import { element, escapeXml, membersXml } from "./xml.ts";

const xml = { "content-type": "application/xml" };
const namespace = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: true });

/** restXml, as S3 speaks it. */
export const restXml: WireFormat = {
  find: (service, request) => matchBucketRoute(service, request)?.operation,
  read(service, operation, request) {
    const shape = inputOf(operation.schema);
    const labels = matchBucketRoute(service, request)?.labels ?? {};
    const input = readRestInput(shape, request, labels, service, (body, bytes) =>
      readXml(body, bytes, service.validationCode),
    );
    requireMembers(shape, input, "", service);
    return input;
  },
  write(_service, operation, output) {
    const shape = outputOf(operation.schema);
    const { status, headers, payload, members } = splitRestOutput(shape, output);
    const code = status ?? statusOf(operation);
    if (payload) return { status: code, headers, body: payloadBody(payload.value) };
    const inner = membersXml(shape, members);
    if (inner === "" && code !== 200) return { status: code, headers, body: "" };
    const root = shape.getMergedTraits().xmlName ?? shape.getName(true)?.split("#")[1] ?? "Result";
    const body =
      inner === ""
        ? ""
        : `<?xml version="1.0" encoding="UTF-8"?>${element(root, inner, namespace)}`;
    return { status: code, headers: { ...xml, ...headers }, body };
  },
  writeError(_service, error, requestId) {
    const inner = [
      element("Code", error.code),
      element("Message", escapeXml(error.message)),
      element("RequestId", requestId),
    ].join("");
    const body = `<?xml version="1.0" encoding="UTF-8"?>${element("Error", inner)}`;
    return { status: error.status, headers: xml, body };
  },
};

/** The model's paths begin below the bucket, which path-style addresses put in front. */
function matchBucketRoute(
  service: ModelledService,
  { method, url }: WireRequest,
): RouteMatch | undefined {
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/.exec(url.pathname) ?? [];
  const below = new URL(`/${key}${url.search}`, url);
  const match = matchRoute(
    service,
    { method, url: below },
    (operation) => hasBucket(operation) === (bucket !== ""),
  );
  if (!match) return undefined;
  return bucket === "" ? match : { ...match, labels: { ...match.labels, Bucket: bucket } };
}

function hasBucket(operation: Operation): boolean {
  return "Bucket" in inputOf(operation.schema).getMemberSchemas();
}

function readXml(shape: Shape, bytes: Uint8Array, validationCode: string): Record<string, unknown> {
  if (bytes.length === 0) return {};
  const root: unknown = Object.values(parse(bytes)).find((value) => typeof value === "object");
  const value = readValue(shape, root ?? {}, "", { validationCode });
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function parse(bytes: Uint8Array): object {
  try {
    return parser.parse(new TextDecoder().decode(bytes), true);
  } catch {
    throw new AwsError(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  }
}

function payloadBody(value: unknown): Uint8Array | string {
  return value instanceof Uint8Array || typeof value === "string" ? value : "";
}
