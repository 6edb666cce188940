import { createHash } from "node:crypto";
import { AwsError } from "../../kernel/aws-error.ts";
import type { Clock } from "../../kernel/clock.ts";

const lifeMs = 10 * 60_000;

/** Client request tokens of the transactions of the last ten minutes. */
export interface Tokens {
  /** Whether that very transaction was done. Throws where the token was another transaction's. */
  isDone(token: string, transaction: unknown): boolean;
  remember(token: string, transaction: unknown): void;
  clear(): void;
}

export function createTokens(clock: Clock): Tokens {
  const known = new Map<string, { digest: string; until: number }>();

  /** The map is in order of time, so the old ones are its first. */
  function forget(): void {
    for (const [token, { until }] of known) {
      if (until > clock.now()) return;
      known.delete(token);
    }
  }

  return {
    isDone(token, transaction) {
      forget();
      const done = known.get(token);
      if (!done) return false;
      if (done.digest === digestOf(transaction)) return true;
      throw new AwsError(
        "IdempotentParameterMismatchException",
        "The provided client token was already used with a different request",
      );
    },
    remember(token, transaction) {
      known.set(token, { digest: digestOf(transaction), until: clock.now() + lifeMs });
    },
    clear: () => known.clear(),
  };
}

function digestOf(transaction: unknown): string {
  return createHash("sha256").update(JSON.stringify(transaction)).digest("hex");
}
