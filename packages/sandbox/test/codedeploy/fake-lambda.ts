import { AwsError } from "../../src/kernel/aws-error.ts";
import type { Clock } from "../../src/kernel/clock.ts";
import type { AliasState, LambdaDoor } from "../../src/kernel/cloud.ts";

export interface HookCall {
  readonly at: number;
  readonly functionRef: string;
  readonly text: string;
  readonly payload: { DeploymentId: string; LifecycleEventHookExecutionId: string };
}

export interface AliasChange {
  readonly at: number;
  readonly functionVersion: string;
  readonly weights: Readonly<Record<string, number>>;
}

/** Versions and aliases of functions in memory, with a record of all that was done to them. */
export interface FakeLambda {
  readonly door: LambdaDoor;
  readonly calls: HookCall[];
  readonly changes: AliasChange[];
  /** What is done, beside recording, when that function is invoked. */
  readonly onCall: Map<string, (call: HookCall) => void>;
  /** Thrown once by the next door of that name. */
  readonly refusals: Map<keyof LambdaDoor, AwsError>;
  addFunction(name: string, versions: readonly string[], aliases?: Record<string, string>): void;
  deleteAlias(name: string, alias: string): void;
  /** What somebody else does by UpdateAlias; not in `changes`. */
  setAlias(name: string, alias: string, version: string, weights?: Record<string, number>): void;
  alias(name: string, alias: string): AliasState;
}

interface FakeFunction {
  readonly versions: ReadonlySet<string>;
  readonly aliases: Map<string, AliasState>;
}

export function createFakeLambda(clock: Clock): FakeLambda {
  const functions = new Map<string, FakeFunction>();
  const calls: HookCall[] = [];
  const changes: AliasChange[] = [];
  const onCall = new Map<string, (call: HookCall) => void>();
  const refusals = new Map<keyof LambdaDoor, AwsError>();
  let revisions = 0;

  function refuse(door: keyof LambdaDoor): void {
    const refusal = refusals.get(door);
    refusals.delete(door);
    if (refusal) throw refusal;
  }

  function functionOf(name: string): FakeFunction {
    const found = functions.get(name);
    if (found) return found;
    throw new AwsError("ResourceNotFoundException", `Function not found: ${name}`, { status: 404 });
  }

  function alias(name: string, aliasName: string): AliasState {
    const found = functionOf(name).aliases.get(aliasName);
    if (found) return found;
    const message = `Cannot find alias arn: ${name}:${aliasName}`;
    throw new AwsError("ResourceNotFoundException", message, { status: 404 });
  }

  function setAlias(
    name: string,
    aliasName: string,
    functionVersion: string,
    weights: Readonly<Record<string, number>> = {},
  ): AliasState {
    const state = { functionVersion, weights, revisionId: `revision-${++revisions}` };
    functionOf(name).aliases.set(aliasName, state);
    return state;
  }

  const door: LambdaDoor = {
    invokeAsync(_scope, functionRef, bytes) {
      refuse("invokeAsync");
      const name = functionRef.split(":").at(-1) ?? "";
      functionOf(name);
      const text = new TextDecoder().decode(bytes);
      const call = { at: clock.now(), functionRef, text, payload: JSON.parse(text) };
      calls.push(call);
      onCall.get(name)?.(call);
    },
    getAlias(_scope, name, aliasName) {
      refuse("getAlias");
      return alias(name, aliasName);
    },
    updateAlias(_scope, name, aliasName, change) {
      refuse("updateAlias");
      alias(name, aliasName);
      changes.push({ at: clock.now(), ...change });
      return setAlias(name, aliasName, change.functionVersion, change.weights);
    },
    hasVersion(_scope, name, version) {
      refuse("hasVersion");
      return functionOf(name).versions.has(version);
    },
  };

  return {
    door,
    calls,
    changes,
    onCall,
    refusals,
    addFunction(name, versions, aliases = {}) {
      functions.set(name, { versions: new Set(versions), aliases: new Map() });
      for (const [aliasName, version] of Object.entries(aliases))
        setAlias(name, aliasName, version);
    },
    deleteAlias: (name, aliasName) => functionOf(name).aliases.delete(aliasName),
    setAlias,
    alias,
  };
}
