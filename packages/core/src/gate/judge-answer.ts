import type { Invocation } from "../ports/lambda-functions.ts";
import type { GateAnswer, InvokeGate } from "./schema.ts";

/** Whether the canary's answer is what the gate expects. */
export function judgeAnswer(gate: InvokeGate, version: string, answer: Invocation): GateAnswer {
  if (answer.error !== null) {
    return {
      passed: false,
      sentence: `Version ${version} failed its smoke test: ${answer.error}.`,
    };
  }
  const expected = gate.expect.statusCode;
  if (expected === undefined) {
    return { passed: true, sentence: `Version ${version} answered its smoke test.` };
  }
  const actual = statusCodeOf(answer.payload);
  const passed = actual === expected;
  return {
    passed,
    sentence: passed
      ? `Version ${version} answered its smoke test with status ${expected}.`
      : `Version ${version} answered its smoke test with status ${actual ?? "none"}, expected ${expected}.`,
  };
}

function statusCodeOf(payload: unknown): number | undefined {
  if (typeof payload !== "object" || payload === null || !("statusCode" in payload))
    return undefined;
  return typeof payload.statusCode === "number" ? payload.statusCode : undefined;
}
