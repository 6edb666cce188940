import { z } from "zod";
import type { ModelledService, Operation } from "../kernel/service.ts";
import type { WireRequest } from "./exchange.ts";

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly labels: readonly string[];
  /** Query parameters that must be there with this value (empty: any), as in `?list-type=2`. */
  readonly query: readonly (readonly [string, string])[];
  readonly status: number;
  readonly operation: Operation;
}

export interface RouteMatch {
  readonly operation: Operation;
  readonly labels: Readonly<Record<string, string>>;
}

const tables = new WeakMap<ModelledService, readonly Route[]>();

/** The operation whose verb and path template the request fits; the most literal template wins. */
export function matchRoute(
  service: ModelledService,
  request: Pick<WireRequest, "method" | "url">,
  fits: (operation: Operation) => boolean = () => true,
): RouteMatch | undefined {
  for (const route of routesOf(service)) {
    if (route.method !== request.method || !fits(route.operation)) continue;
    const match = route.pattern.exec(request.url.pathname);
    if (!match || !hasQuery(route, request.url)) continue;
    const labels = route.labels.map((name, index) => [
      name,
      decodeURIComponent(match[index + 1] ?? ""),
    ]);
    return { operation: route.operation, labels: Object.fromEntries(labels) };
  }
  return undefined;
}

/** HTTP status of a successful answer. */
export function statusOf(operation: Operation): number {
  return httpOf(operation)?.status ?? 200;
}

function routesOf(service: ModelledService): readonly Route[] {
  const known = tables.get(service);
  if (known) return known;
  const routes = Object.values(service.operations)
    .flatMap((operation) => routeOf(operation) ?? [])
    .sort((a, b) => specificity(b) - specificity(a));
  tables.set(service, routes);
  return routes;
}

function routeOf(operation: Operation): Route | undefined {
  const http = httpOf(operation);
  if (!http) return undefined;
  const [path = "/", search = ""] = http.path.split("?");
  const labels: string[] = [];
  const source = path.replace(/\/$/, "").replace(/\{([^}+]+)(\+?)\}/g, (_label, name, greedy) => {
    labels.push(name);
    return greedy ? "(.+)" : "([^/]+)";
  });
  // `x-id` only names the operation for the SDK's own sake; other clients leave it out.
  const query = [...new URLSearchParams(search)].filter(([name]) => name !== "x-id");
  const pattern = new RegExp(`^${source}/?$`);
  return { method: http.method, pattern, labels, query, status: http.status, operation };
}

const HttpTraits = z.object({ http: z.tuple([z.string(), z.string(), z.number()]) });

function httpOf(
  operation: Operation,
): { method: string; path: string; status: number } | undefined {
  const traits = HttpTraits.safeParse(operation.schema[3]);
  if (!traits.success) return undefined;
  const [method, path, status] = traits.data.http;
  return { method, path, status };
}

function hasQuery(route: Route, url: URL): boolean {
  return route.query.every(([name, value]) =>
    value === "" ? url.searchParams.has(name) : url.searchParams.get(name) === value,
  );
}

function specificity(route: Route): number {
  return route.query.length * 1000 + route.pattern.source.length - route.labels.length * 100;
}
