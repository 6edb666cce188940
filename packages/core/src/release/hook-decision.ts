import type { GateAnswer } from "../gate/schema.ts";
import {
  changed,
  type Decision,
  type Draft,
  type ReleaseEvent,
  refused,
  unchanged,
} from "./event.ts";
import { rollBack } from "./roll-back.ts";
import type { PendingHook, Release, Validating, Verifying } from "./schema.ts";

type HookCall = Extract<ReleaseEvent, { type: "hook_called" }>;

/** A lifecycle hook was called; calls may come twice, late, or for a release that is ending. */
export function decideHookCall(release: Release, call: HookCall): Decision {
  const expected = expects(release);
  if (expected !== call.moment || !("hook" in release)) return refused;
  if (release.ending || release.hook?.executionId === call.executionId) return unchanged;
  return changed({
    ...release,
    hook: { moment: call.moment, executionId: call.executionId, passed: null },
  });
}

/** All gates of the pending hook have answered. */
export function decideGates(release: Release, answers: readonly GateAnswer[]): Decision {
  if (release.phase !== "validating" && release.phase !== "verifying") return refused;
  if (!release.hook || release.hook.passed !== null) return unchanged;
  const refusal = answers.find((answer) => !answer.passed);
  const hook = { ...release.hook, passed: refusal === undefined };
  const entry = answersDraft(answers);
  if (!refusal) return changed({ ...release, hook }, ...entry);
  return refuse({ ...release, hook }, refusal.sentence, entry);
}

/** CodeDeploy has been told. */
export function decideHookAnswered(release: Release): Decision {
  if (!("hook" in release)) return refused;
  if (!release.hook || release.hook.passed === null) return unchanged;
  return changed(
    { ...release, hook: null },
    {
      type: "hook_answered",
      sentence: `CodeDeploy was told to ${release.hook.passed ? "go on" : "stop"} ${words[release.hook.moment]} traffic.`,
    },
  );
}

const words = { before_traffic: "before", after_traffic: "after" } as const;

function expects(release: Release): PendingHook["moment"] | undefined {
  if (release.phase === "validating") return "before_traffic";
  return release.phase === "verifying" ? "after_traffic" : undefined;
}

function answersDraft(answers: readonly GateAnswer[]): readonly Draft[] {
  if (answers.length === 0) return [];
  return [{ type: "gates_answered", sentence: answers.map((answer) => answer.sentence).join(" ") }];
}

function refuse(
  release: Validating | Verifying,
  sentence: string,
  entries: readonly Draft[],
): Decision {
  const cause = { type: "gate" as const, sentence };
  if (release.phase === "verifying") return rollBack(release, cause, ...entries);
  return changed({ ...release, ending: { phase: "failed", cause } }, ...entries);
}
