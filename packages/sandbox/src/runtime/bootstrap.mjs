// Runs a Node function: speaks the Lambda Runtime API over one connection, and keeps the sandbox's time.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";

const [sandboxNow, sandboxSpeed] = process.argv.splice(2).map(Number);
const setTime = replaceDate(sandboxNow, sandboxSpeed);
const { log, loggedBytes, setRequestId } = replaceConsole();
const api = connect(process.env.AWS_LAMBDA_RUNTIME_API);
let onEmptyLoop;
let onFatal = (error) => failInit(error);

process.on("beforeExit", () => onEmptyLoop?.());
process.on("uncaughtException", (error) => onFatal(error));
process.on("unhandledRejection", (reason) => onFatal(rejectionOf(reason)));
process.stdin.on("close", () => process.exit(0)).resume();
process.stdin.unref();

try {
  await work(await loadHandler());
} catch (error) {
  await failInit(error);
}

async function work(handler) {
  let job = await api.get("invocation/next");
  for (;;) {
    const { topic, body, extra } = await perform(handler, job);
    job = await api.postThenNext(topic, body, extra);
  }
}

async function perform(handler, { headers, body }) {
  const requestId = headers["lambda-runtime-aws-request-id"];
  setTime(Number(headers["sandbox-now"]), Number(headers["sandbox-speed"]));
  setRequestId(requestId);
  process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"];
  onFatal = (error) => failInvocation(requestId, error);
  // The connection must not keep the loop busy: an empty loop ends a call that nobody answers.
  api.unref();
  try {
    const event = body.length === 0 ? {} : JSON.parse(body);
    const result = await call(handler, event, contextOf(headers));
    return answer(`invocation/${requestId}/response`, stringify(result));
  } catch (error) {
    log("ERROR", `Invoke Error \t${JSON.stringify(loggable(error))}`);
    return failure(`invocation/${requestId}/error`, error);
  } finally {
    onEmptyLoop = undefined;
    api.ref();
  }
}

function call(handler, event, context) {
  return new Promise((resolve, reject) => {
    onEmptyLoop = () => resolve(null);
    const callback = (error, result) => {
      const done = error ? () => reject(error) : () => resolve(result);
      if (context.callbackWaitsForEmptyEventLoop) onEmptyLoop = done;
      else done();
    };
    context.done = callback;
    context.succeed = (result) => resolve(result);
    context.fail = (error) => reject(error);
    const returned = handler(event, context, callback);
    if (typeof returned?.then === "function") returned.then(resolve, reject);
  });
}

function contextOf(headers) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  const clientContext = headers["lambda-runtime-client-context"];
  const { env } = process;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    awsRequestId: headers["lambda-runtime-aws-request-id"],
    clientContext: clientContext ? JSON.parse(clientContext) : undefined,
    // Time-outs are real, so this does not follow the sandbox's clock.
    getRemainingTimeInMillis: () =>
      Math.max(0, Math.round(deadline - performance.timeOrigin - performance.now())),
  };
}

function stringify(result) {
  try {
    return JSON.stringify(result === undefined ? null : result) ?? "null";
  } catch {
    throw named("Runtime.MarshalError", "Unable to stringify response body");
  }
}

function answer(topic, body, extra = "") {
  return { topic, body, extra: `${extra}Sandbox-Log-Bytes: ${loggedBytes()}\r\nSandbox-Max-Rss: ${process.resourceUsage().maxRSS}\r\n` };
}

function failure(topic, error) {
  const described = describe(error);
  const type = encodeURIComponent(String(described.errorType));
  return answer(topic, JSON.stringify(described), `Lambda-Runtime-Function-Error-Type: ${type}\r\n`);
}

async function failInit(error) {
  onFatal = () => process.exit(129);
  log("ERROR", `Uncaught Exception \t${JSON.stringify(loggable(error))}`);
  const { topic, body, extra } = failure("init/error", error);
  await api.post(topic, body, extra);
  process.exit(1);
}

async function failInvocation(requestId, error) {
  onFatal = () => process.exit(129);
  log("ERROR", `Uncaught Exception \t${JSON.stringify(loggable(error))}`);
  const { topic, body, extra } = failure(`invocation/${requestId}/error`, error);
  await api.post(topic, body, extra);
  process.exit(128);
}

function describe(error) {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  const trace = String(error.stack ?? "").split("\n");
  return { errorType: error.name, errorMessage: error.message, trace };
}

function loggable(error) {
  const { trace, ...rest } = describe(error);
  return { ...rest, stack: trace };
}

function rejectionOf(reason) {
  const error = named("Runtime.UnhandledPromiseRejection", String(reason));
  if (reason instanceof Error) error.stack = reason.stack;
  return error;
}

function named(name, message) {
  const error = new Error(message);
  error.name = name;
  return error;
}

async function loadHandler() {
  const setting = process.env._HANDLER;
  const base = path.basename(setting);
  const dot = base.indexOf(".");
  if (dot < 1 || setting.includes("..")) {
    throw named("Runtime.MalformedHandlerName", `Bad handler: ${setting}`);
  }
  const stem = path.join(setting.slice(0, setting.length - base.length), base.slice(0, dot));
  const members = base.slice(dot + 1).split(".");
  const module = await loadModule(stem);
  let handler = members.reduce((value, member) => value?.[member], module);
  handler ??= members.reduce((value, member) => value?.[member], module.default);
  if (handler === undefined || handler === null) {
    throw named("Runtime.HandlerNotFound", `${setting} is undefined or not exported`);
  }
  if (typeof handler !== "function") {
    throw named("Runtime.HandlerNotFound", `${setting} is not a function`);
  }
  return handler;
}

async function loadModule(stem) {
  const root = process.env.LAMBDA_TASK_ROOT;
  const require = createRequire(path.join(root, "index.js"));
  try {
    const file = [".js", ".mjs", ".cjs"].map((end) => path.join(root, stem + end)).find(existsSync);
    if (!file) return require(path.join(root, stem));
    return isModule(root, file) ? await import(pathToFileURL(file)) : require(file);
  } catch (error) {
    if (error instanceof SyntaxError) {
      error.name = "Runtime.UserCodeSyntaxError";
      error.message = `SyntaxError: ${error.message}`;
    } else if (error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND") {
      error.name = "Runtime.ImportModuleError";
      error.message = `Error: ${error.message}`;
    }
    throw error;
  }
}

function isModule(root, file) {
  if (!file.endsWith(".js")) return file.endsWith(".mjs");
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const description = path.join(folder, "package.json");
    if (existsSync(description)) return JSON.parse(readFileSync(description, "utf8")).type === "module";
    if (folder === root || folder === path.dirname(folder)) return false;
  }
}

function replaceConsole() {
  let requestId;
  let bytes = 0;
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    stream.write = (chunk, ...rest) => {
      bytes += Buffer.byteLength(chunk);
      return write(chunk, ...rest);
    };
  }
  const log = (level, message) =>
    process.stdout.write(`${new Date().toISOString()}\t${requestId}\t${level}\t${message}\n`);
  const levels = { log: "INFO", info: "INFO", debug: "DEBUG", warn: "WARN", error: "ERROR", trace: "TRACE" };
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (...parts) => log(level, format(...parts));
  }
  return { log, loggedBytes: () => bytes, setRequestId: (id) => (requestId = id) };
}

function replaceDate(now, speed) {
  const RealDate = Date;
  const start = { now, speed, at: performance.now() };
  const read = () => Math.floor(start.now + (performance.now() - start.at) * start.speed);
  function SandboxDate(...parts) {
    if (!new.target) return new RealDate(read()).toString();
    return Reflect.construct(
      RealDate,
      parts.length === 0 ? [read()] : parts,
      new.target === SandboxDate ? RealDate : new.target,
    );
  }
  Object.setPrototypeOf(SandboxDate, RealDate);
  SandboxDate.prototype = RealDate.prototype;
  SandboxDate.now = read;
  Object.defineProperty(SandboxDate, "name", { value: "Date" });
  Object.defineProperty(SandboxDate, "length", { value: 7 });
  Object.defineProperty(RealDate.prototype, "constructor", { value: SandboxDate, writable: true, configurable: true });
  globalThis.Date = SandboxDate;
  return (time, rate) => Object.assign(start, { now: time, speed: rate, at: performance.now() });
}

function connect(address) {
  const [authority, ...rest] = address.split("/");
  const [host, port] = authority.split(":");
  const base = ["", ...rest, "2018-06-01/runtime/"].join("/");
  const socket = net.connect(Number(port), host);
  const waiters = [];
  let chunks = [];
  let size = 0;
  let awaited;
  socket.setNoDelay(true);
  // Without the sandbox there is nothing left to do.
  socket.on("error", () => process.exit(0)).on("close", () => process.exit(0));
  socket.on("data", (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    while (size > 0 && (awaited === undefined || size >= awaited.total)) if (!take()) return;
  });

  function take() {
    const buffer = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size);
    chunks = [buffer];
    awaited ??= readHead(buffer);
    if (awaited === undefined || size < awaited.total) return false;
    const { head, headers, total } = awaited;
    const rest = buffer.subarray(total);
    awaited = undefined;
    chunks = rest.length > 0 ? [rest] : [];
    size = rest.length;
    waiters.shift()({ headers, body: buffer.toString("utf8", head, total) });
    return true;
  }

  function readHead(buffer) {
    const end = buffer.indexOf("\r\n\r\n");
    if (end < 0) return undefined;
    const headers = {};
    for (const line of buffer.toString("utf8", 0, end).split("\r\n").slice(1)) {
      const colon = line.indexOf(":");
      headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
    }
    const head = end + 4;
    return { head, headers, total: head + Number(headers["content-length"] ?? 0) };
  }

  const wait = () => new Promise((resolve) => waiters.push(resolve));
  const getText = (topic) => `GET ${base}${topic} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`;
  const postText = (topic, body, extra) =>
    `POST ${base}${topic} HTTP/1.1\r\nHost: ${authority}\r\nContent-Type: application/json\r\n${extra}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

  return {
    get(topic) {
      socket.write(getText(topic));
      return wait();
    },
    post(topic, body, extra) {
      socket.ref();
      socket.write(postText(topic, body, extra));
      return wait();
    },
    // The answer and the question for more work travel in one packet.
    postThenNext(topic, body, extra) {
      socket.write(postText(topic, body, extra) + getText("invocation/next"));
      void wait();
      return wait();
    },
    ref: () => socket.ref(),
    unref: () => socket.unref(),
  };
}
