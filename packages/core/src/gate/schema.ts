import { z } from "zod";

/** A smoke test: invokes the canary version itself and looks at its answer. */
export const InvokeGate = z.strictObject({
  type: z.literal("invoke"),
  payload: z.json().default({}),
  expect: z
    .strictObject({
      /** `statusCode` of the answer, for functions that answer HTTP. */
      statusCode: z.number().int().min(100).max(599).optional(),
    })
    .default({}),
});
export type InvokeGate = z.infer<typeof InvokeGate>;

export const Gates = z.strictObject({
  beforeTraffic: z.array(InvokeGate).max(10).default([]),
  afterTraffic: z.array(InvokeGate).max(10).default([]),
});
export type Gates = z.infer<typeof Gates>;

export interface GateAnswer {
  readonly passed: boolean;
  /** What was expected and what came, in one sentence. */
  readonly sentence: string;
}
