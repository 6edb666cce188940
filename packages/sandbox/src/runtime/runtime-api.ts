import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { responseLimitBytes } from "./failure.ts";

/** What the answer to `invocation/next` carries. */
export interface Work {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Uint8Array;
}

/** How a process ended a call. */
export interface Report {
  readonly requestId: string;
  readonly isError: boolean;
  /** `undefined` where the answer was too large. */
  readonly body: Uint8Array | undefined;
  /** Bytes that the process has logged so far, where it says so. */
  readonly loggedBytes: number;
  readonly maxRssKb: number;
}

/** A process as the Runtime API sees it. */
export interface RuntimeClient {
  /** It asks for work; `send` may be called at any later time. */
  next(send: (work: Work) => void): void;
  /** False where this is not the call in progress. */
  report(report: Report): boolean;
  initFailed(body: Uint8Array): void;
}

/** The Lambda Runtime API of all processes, told apart by a path before `/2018-06-01`. */
export interface RuntimeApi {
  /** Host and port, once it listens. */
  address(): Promise<string>;
  attach(path: string, client: RuntimeClient): void;
  detach(path: string): void;
  /** Ends all connections, by which processes that still live end themselves. */
  close(): void;
}

export function createRuntimeApi(): RuntimeApi {
  const clients = new Map<string, RuntimeClient>();
  const server = createServer((request, response) => {
    response.sendDate = false;
    serve(clients, request, response).catch(() => response.destroy());
  });
  // `next` may be held for as long as nobody calls.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  let listening: Promise<string> | undefined;

  function listen(): Promise<string> {
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        if (typeof address === "object" && address) resolve(`127.0.0.1:${address.port}`);
      });
    });
  }

  return {
    address() {
      listening ??= listen();
      return listening;
    },
    attach: (path, client) => clients.set(path, client),
    detach: (path) => clients.delete(path),
    close() {
      clients.clear();
      if (!listening) return;
      listening = undefined;
      server.close();
      server.closeAllConnections();
    },
  };
}

/** `/{path}/2018-06-01/runtime/{topic}` */
async function serve(
  clients: ReadonlyMap<string, RuntimeClient>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, path = "", , , ...topic] = (request.url ?? "").split("/");
  const client = clients.get(path);
  if (!client) return end(response, 403);
  if (request.method !== "GET") return end(response, await post(client, topic, request));
  if (topic.join("/") !== "invocation/next") return end(response, 404);
  client.next((work) => write(response, work));
}

/** Gives the status of the answer. */
async function post(
  client: RuntimeClient,
  [noun, id, ending]: readonly string[],
  request: IncomingMessage,
): Promise<number> {
  const body = await read(request);
  if (noun === "init") {
    client.initFailed(body ?? new Uint8Array());
    return 202;
  }
  if (noun !== "invocation" || !id || !ending) return 404;
  const isKnown = client.report({
    requestId: id,
    isError: ending === "error",
    body,
    loggedBytes: Number(request.headers["sandbox-log-bytes"] ?? 0),
    maxRssKb: Number(request.headers["sandbox-max-rss"] ?? 0),
  });
  if (!isKnown) return 400;
  return body ? 202 : 413;
}

async function read(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= responseLimitBytes) chunks.push(chunk);
  }
  if (size > responseLimitBytes) return undefined;
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

function write(response: ServerResponse, { headers, payload }: Work): void {
  response.writeHead(200, {
    "Content-Type": "application/json",
    "Content-Length": payload.length,
    ...headers,
  });
  response.end(payload);
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { "Content-Length": 0 });
  response.end();
}
