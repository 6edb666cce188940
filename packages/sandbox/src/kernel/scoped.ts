import type { Scope } from "./service.ts";

/** State kept apart by account and region. */
export interface Scoped<T> {
  of(scope: Scope): T;
  entries(): Iterable<readonly [Scope, T]>;
  clear(): void;
}

export function scoped<T>(create: (scope: Scope) => T): Scoped<T> {
  const states = new Map<string, readonly [Scope, T]>();
  return {
    of(scope) {
      const key = `${scope.account}/${scope.region}`;
      const known = states.get(key);
      if (known) return known[1];
      const state = create(scope);
      states.set(key, [scope, state]);
      return state;
    },
    entries: () => states.values(),
    clear: () => states.clear(),
  };
}
