import type { AutoRollbackEvent } from "@aws-sdk/client-codedeploy";
import { describe, expect, test } from "vitest";
import { readAppSpec, writeAppSpec } from "./appspec.ts";
import type { Ending } from "./deployment-life.ts";
import { isRolledBack, reverseAppSpec, rollbackMessage, rolledBackMessage } from "./rollback.ts";

const fault = { code: "INTERNAL_ERROR", message: "x" } as const;

const endings = {
  succeeded: { type: "succeeded" },
  failed: { type: "failed", fault },
  alarm: { type: "alarm", fault },
  stopped: { type: "stop_request", fault, rollBack: undefined },
  stoppedWithRollback: { type: "stop_request", fault, rollBack: true },
  stoppedWithoutRollback: { type: "stop_request", fault, rollBack: false },
} satisfies Record<string, Ending>;

const failure: AutoRollbackEvent = "DEPLOYMENT_FAILURE";
const alarm: AutoRollbackEvent = "DEPLOYMENT_STOP_ON_ALARM";
const request: AutoRollbackEvent = "DEPLOYMENT_STOP_ON_REQUEST";

describe("isRolledBack", () => {
  test.each<[keyof typeof endings, AutoRollbackEvent[], boolean]>([
    ["succeeded", [failure, alarm, request], false],
    ["failed", [failure], true],
    ["failed", [alarm, request], false],
    ["failed", [], false],
    ["alarm", [alarm], true],
    ["alarm", [failure, request], false],
    ["alarm", [], false],
    ["stopped", [request], true],
    ["stopped", [failure, alarm], false],
    ["stopped", [], false],
    ["stoppedWithRollback", [request], true],
    ["stoppedWithRollback", [], true],
    ["stoppedWithoutRollback", [request], false],
    ["stoppedWithoutRollback", [], false],
  ])("%s with events %j: %s", (ending, events, expected) => {
    expect(isRolledBack(endings[ending], { enabled: true, events })).toBe(expected);
  });

  test.each<[keyof typeof endings, boolean]>([
    ["succeeded", false],
    ["failed", false],
    ["alarm", false],
    ["stopped", false],
    ["stoppedWithRollback", true],
    ["stoppedWithoutRollback", false],
  ])("%s while automatic roll-back is off: %s", (ending, expected) => {
    const off = { enabled: false, events: [failure, alarm, request] };
    expect(isRolledBack(endings[ending], off)).toBe(expected);
    expect(isRolledBack(endings[ending], {})).toBe(expected);
  });
});

describe("the AppSpec of a roll-back", () => {
  const spec = {
    functionName: "orders",
    alias: "live",
    currentVersion: "5",
    targetVersion: "6",
    hooks: { BeforeAllowTraffic: "CodeDeployHook_pre" },
  };

  test("goes the other way and calls no hook", () => {
    expect(reverseAppSpec(spec)).toEqual({
      functionName: "orders",
      alias: "live",
      currentVersion: "6",
      targetVersion: "5",
      hooks: {},
    });
  });

  test("can be read like any other", () => {
    expect(readAppSpec(writeAppSpec(reverseAppSpec(spec)))).toMatchObject({
      type: "spec",
      spec: { currentVersion: "6", targetVersion: "5" },
    });
  });
});

describe("the messages of a roll-back", () => {
  test("tell of each other", () => {
    expect(rollbackMessage("d-OLDOLDOLD", "d-NEWNEWNEW")).toBe(
      "Deployment d-NEWNEWNEW is triggered to roll back deployment d-OLDOLDOLD.",
    );
    expect(rolledBackMessage("d-OLDOLDOLD", "d-NEWNEWNEW")).toBe(
      "Deployment d-OLDOLDOLD terminated. Automatic rollback is triggered with a DeploymentId d-NEWNEWNEW.",
    );
  });
});
