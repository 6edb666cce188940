import { Hono } from "hono";
import { z } from "zod";
import type { Cloud } from "../kernel/cloud.ts";
import type { WireRequest, WireResponse } from "../protocol/exchange.ts";
import type { RequestLog } from "../request-log.ts";
import { parseDuration } from "./duration.ts";
import { FaultInput, type Faults } from "./faults.ts";

export interface ControlParts {
  readonly cloud: Cloud;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly reset: () => Promise<void>;
}

const ClockInput = z.union([
  z.strictObject({ advance: z.string() }),
  z.strictObject({ speed: z.union([z.literal("stepped"), z.number().positive().max(10_000)]) }),
]);

/** The sandbox's own routes below `/_sandbox`. */
export function createControls(
  parts: ControlParts,
): (request: WireRequest) => Promise<WireResponse> {
  const app = new Hono().basePath("/_sandbox");
  const { cloud, requests, faults, reset } = parts;
  app.get("/health", (c) => c.json({ status: "ok" }));
  app.post("/reset", async (c) => {
    await reset();
    return c.json({ status: "ok" });
  });
  app.get("/clock", (c) => c.json(clockState(cloud)));
  app.post("/clock", async (c) => {
    const input = ClockInput.safeParse(await body(c.req.raw));
    if (!input.success) {
      return c.json({ error: 'send {"advance":"5m"} or {"speed":60} or {"speed":"stepped"}' }, 400);
    }
    if ("speed" in input.data) setSpeed(cloud, input.data.speed);
    else {
      const ms = parseDuration(input.data.advance);
      if (ms === undefined) {
        return c.json(
          { error: `${input.data.advance} is no duration; write 90s, 5m, 1h30m or 1d` },
          400,
        );
      }
      await cloud.clock.advance(ms);
    }
    return c.json(clockState(cloud));
  });
  app.get("/requests", (c) => c.json({ items: requests.list() }));
  app.delete("/requests", (c) => {
    requests.clear();
    return c.json({ status: "ok" });
  });
  app.get("/faults", (c) => c.json({ items: faults.list() }));
  app.post("/faults", async (c) => {
    const input = FaultInput.safeParse(await body(c.req.raw));
    if (!input.success) return c.json({ error: z.prettifyError(input.error) }, 400);
    return c.json(faults.add(input.data), 201);
  });
  app.delete("/faults", (c) => {
    faults.clear();
    return c.json({ status: "ok" });
  });
  app.notFound((c) =>
    c.json({ error: `the sandbox has no control ${c.req.method} ${c.req.path}` }, 404),
  );
  return (request) => serve(app, request);
}

async function serve(app: Hono, request: WireRequest): Promise<WireResponse> {
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const response = await app.request(request.url, {
    method: request.method,
    ...(hasBody ? { body: Buffer.from(request.body) } : {}),
  });
  return {
    status: response.status,
    headers: { "content-type": response.headers.get("content-type") ?? "application/json" },
    body: await response.text(),
  };
}

async function body(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

function clockState({ clock }: Cloud) {
  const mode = clock.mode();
  return {
    now: new Date(clock.now()).toISOString(),
    speed: mode.type === "stepped" ? "stepped" : mode.speed,
  };
}

function setSpeed({ clock }: Cloud, speed: number | "stepped"): void {
  clock.setMode(speed === "stepped" ? { type: "stepped" } : { type: "running", speed });
}
