import { z } from "zod";
import { AwsError } from "../kernel/aws-error.ts";
import type { Random } from "../kernel/random.ts";

export const FaultInput = z.strictObject({
  /** Name in the credential scope, for example `lambda` or `monitoring`. */
  service: z.string().min(1),
  /** Every operation when absent. */
  operation: z.string().min(1).optional(),
  type: z.enum(["throttle", "error_before", "error_after", "slow"]),
  /** How often it strikes; for ever when absent. */
  count: z.number().int().positive().optional(),
  /** Chance of striking at each call. */
  chance: z.number().gt(0).lte(1).default(1),
  /** Delay of `slow`, ms of sandbox time. */
  ms: z.number().positive().max(3_600_000).default(1000),
  code: z.string().min(1).default("InternalFailure"),
  status: z.number().int().min(400).max(599).default(500),
});
export type FaultInput = z.infer<typeof FaultInput>;

export interface Fault extends FaultInput {
  readonly id: number;
  readonly struck: number;
}

/** Things that go wrong on request. */
export interface Faults {
  add(input: FaultInput): Fault;
  list(): readonly Fault[];
  clear(): void;
  /** The fault that strikes this call, if one does; counts the strike. */
  strike(service: string, operation: string): Fault | undefined;
}

export function createFaults(random: Random): Faults {
  let faults: readonly Fault[] = [];
  let made = 0;
  return {
    add(input) {
      const fault = { ...input, id: ++made, struck: 0 };
      faults = [...faults, fault];
      return fault;
    },
    list: () => faults,
    clear() {
      faults = [];
    },
    strike(service, operation) {
      const fault = faults.find(
        (known) => fits(known, service, operation) && random.next() < known.chance,
      );
      if (!fault) return undefined;
      faults = faults.map((known) =>
        known === fault ? { ...known, struck: known.struck + 1 } : known,
      );
      return fault;
    },
  };
}

/** The refusal that a fault answers with. */
export function refusalOf(fault: Fault): AwsError {
  return fault.type === "throttle"
    ? new AwsError("ThrottlingException", "Rate exceeded", {
        status: fault.service === "lambda" ? 429 : 400,
      })
    : new AwsError(fault.code, "A fault was asked for.", { status: fault.status });
}

function fits(fault: Fault, service: string, operation: string): boolean {
  const left = fault.count === undefined || fault.struck < fault.count;
  return left && fault.service === service && (fault.operation ?? operation) === operation;
}
