import { describe, expect, test } from "vitest";
import { AwsError } from "../../src/kernel/aws-error.ts";
import {
  bothHooks,
  codeOf,
  createOrders,
  createWorld,
  deploy,
  eventStatuses,
  info,
  reportHooks,
  rollbackOf,
  target,
  type World,
} from "./world.ts";

const minute = 60_000;
const hour = 60 * minute;

function orders(settings: Parameters<typeof createWorld>[0] = {}): World {
  const world = createWorld(settings);
  createOrders(world);
  return world;
}

async function untilFirstHook(world: World, id: string) {
  await world.clock.advance(3000);
  const call = world.lambda.calls.at(-1)!;
  expect(call.payload.DeploymentId).toBe(id);
  return call.payload.LifecycleEventHookExecutionId;
}

function report(world: World, deploymentId: string, executionId: string, status: string) {
  return world.api.PutLifecycleEventHookExecutionStatus({
    deploymentId,
    lifecycleEventHookExecutionId: executionId,
    status: status as "Succeeded",
  });
}

describe("a hook", () => {
  test("is told two ids and nothing else", async () => {
    const world = orders();
    const id = deploy(world, bothHooks);
    await untilFirstHook(world, id);
    const [call] = world.lambda.calls;
    expect(call?.functionRef).toBe("CodeDeployHook_before");
    expect(Object.keys(call!.payload)).toEqual(["DeploymentId", "LifecycleEventHookExecutionId"]);
    expect(call?.payload.LifecycleEventHookExecutionId).toMatch(/^eyJlbmNyeXB0ZWREYXRhIjoi/);
  });

  test("is invoked by its ARN where the AppSpec has one", async () => {
    const world = orders();
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:CodeDeployHook_before";
    deploy(world, { before: arn });
    await world.clock.advance(3000);
    expect(world.lambda.calls[0]?.functionRef).toBe(arn);
  });

  test("is called once for each event, with an id of its own", async () => {
    const world = orders();
    reportHooks(world, 100, 100);
    deploy(world, bothHooks);
    await world.clock.advance(10 * minute);
    expect(world.lambda.calls.map((call) => call.functionRef)).toEqual([
      "CodeDeployHook_before",
      "CodeDeployHook_after",
    ]);
    const ids = world.lambda.calls.map((call) => call.payload.LifecycleEventHookExecutionId);
    expect(new Set(ids).size).toBe(2);
  });

  test("holds the deployment until it reports, whatever it returns", async () => {
    const world = orders();
    const id = deploy(world, bothHooks);
    const executionId = await untilFirstHook(world, id);
    await world.clock.advance(59 * minute);
    expect(info(world, id).status).toBe("InProgress");
    expect(world.lambda.changes).toEqual([]);
    expect(report(world, id, executionId, "Succeeded")).toEqual({
      lifecycleEventHookExecutionId: executionId,
    });
    await world.clock.advance(1000);
    expect(world.lambda.changes).toHaveLength(1);
  });

  test("that fails before traffic leaves the alias where it was, and is rolled back all the same", async () => {
    const world = orders();
    const id = deploy(world, bothHooks);
    const executionId = await untilFirstHook(world, id);
    report(world, id, executionId, "Failed");
    await world.clock.advance(minute);
    expect(info(world, id)).toMatchObject({
      status: "Failed",
      errorInformation: { code: "HOOK_EXECUTION_FAILURE" },
      deploymentOverview: { Failed: 1, InProgress: 0 },
    });
    expect(eventStatuses(world, id)).toEqual(["Failed", "Skipped", "Skipped"]);
    expect(target(world, id).lifecycleEvents![0]!.diagnostics).toEqual({
      errorCode: "UnknownError",
      scriptName: "CodeDeployHook_before",
      message: info(world, id).errorInformation?.message,
      logTail: "",
    });
    expect(info(world, rollbackOf(world, id)).status).toBe("Succeeded");
    expect(world.lambda.alias("orders", "live")).toMatchObject({
      functionVersion: "5",
      weights: {},
    });
  });

  test("that is silent for an hour fails the deployment", async () => {
    const world = orders();
    const id = deploy(world, bothHooks);
    await untilFirstHook(world, id);
    await world.clock.advance(hour - 1);
    expect(info(world, id).status).toBe("InProgress");
    await world.clock.advance(1);
    expect(info(world, id)).toMatchObject({
      status: "Failed",
      errorInformation: {
        code: "TIMEOUT",
        message:
          "The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback within one hour after a deployment hook is invoked.",
      },
    });
  });

  test("may be silent for as long as the setting says, with the code that the setting says", async () => {
    const world = orders({
      settings: {
        codedeployHookTimeoutSeconds: 60,
        codedeployHookTimeoutCode: "HOOK_EXECUTION_FAILURE",
      },
    });
    const id = deploy(world, bothHooks);
    await untilFirstHook(world, id);
    await world.clock.advance(minute);
    expect(info(world, id).errorInformation?.code).toBe("HOOK_EXECUTION_FAILURE");
  });

  test("after traffic that is silent takes all of the traffic back", async () => {
    const world = orders();
    reportHooks(world, 0, 2 * hour);
    const id = deploy(world, bothHooks);
    await world.clock.advance(6 * minute);
    expect(world.lambda.alias("orders", "live").functionVersion).toBe("6");
    await world.clock.advance(hour);
    expect(info(world, id).status).toBe("Failed");
    expect(eventStatuses(world, id)).toEqual(["Succeeded", "Succeeded", "Failed"]);
    expect(world.lambda.alias("orders", "live").functionVersion).toBe("5");
  });

  test.each([
    ["ResourceNotFoundException", "INVALID_LAMBDA_FUNCTION"],
    ["AccessDeniedException", "IAM_ROLE_PERMISSIONS"],
    ["TooManyRequestsException", "THROTTLED"],
  ])("that Lambda refuses with %s fails the deployment at once with %s", async (refusal, code) => {
    const world = orders();
    world.lambda.refusals.set("invokeAsync", new AwsError(refusal, "no"));
    const id = deploy(world, bothHooks);
    await world.clock.advance(3000);
    expect(info(world, id)).toMatchObject({ status: "Failed", errorInformation: { code } });
    expect(eventStatuses(world, id)).toEqual(["Failed", "Skipped", "Skipped"]);
  });

  test("that does not exist fails the deployment at once", async () => {
    const world = orders();
    const id = deploy(world, { before: "CodeDeployHook_nowhere" });
    await world.clock.advance(3000);
    expect(info(world, id)).toMatchObject({
      status: "Failed",
      errorInformation: { code: "INVALID_LAMBDA_FUNCTION" },
    });
  });

  test("is watched by the alarms too", async () => {
    const world = createWorld();
    createOrders(world, { alarmConfiguration: { enabled: true, alarms: [{ name: "errors" }] } });
    world.alarms.set("errors", "OK");
    const id = deploy(world, bothHooks);
    await untilFirstHook(world, id);
    world.alarms.set("errors", "ALARM");
    await world.clock.advance(20_000);
    expect(info(world, id).status).toBe("Stopped");
    expect(eventStatuses(world, id)).toEqual(["Failed", "Skipped", "Skipped"]);
  });
});

describe("a report", () => {
  test("counts once", async () => {
    const world = orders();
    const id = deploy(world, bothHooks);
    const executionId = await untilFirstHook(world, id);
    report(world, id, executionId, "Succeeded");
    for (const status of ["Succeeded", "Failed"]) {
      expect(codeOf(() => report(world, id, executionId, status))).toBe(
        "LifecycleEventAlreadyCompletedException",
      );
    }
    await world.clock.advance(minute);
    expect(info(world, id).status).toBe("InProgress");
  });

  test("comes too late once the deployment has ended", async () => {
    const world = orders();
    const id = deploy(world, bothHooks);
    const executionId = await untilFirstHook(world, id);
    world.api.StopDeployment({ deploymentId: id });
    const late = () => codeOf(() => report(world, id, executionId, "Succeeded"));
    expect(late()).toBe("LifecycleEventAlreadyCompletedException");
    await world.clock.advance(minute);
    expect(late()).toBe("LifecycleEventAlreadyCompletedException");
  });

  test.each(["Pending", "InProgress", "Skipped", "Unknown", "succeeded", undefined])(
    "cannot be %s",
    async (status) => {
      const world = orders();
      const id = deploy(world, bothHooks);
      const executionId = await untilFirstHook(world, id);
      expect(codeOf(() => report(world, id, executionId, status as string))).toBe(
        "InvalidLifecycleEventHookExecutionStatusException",
      );
    },
  );

  test("needs the execution id of that deployment", async () => {
    const world = orders();
    const id = deploy(world, bothHooks);
    await untilFirstHook(world, id);
    for (const executionId of ["", "e30="]) {
      expect(codeOf(() => report(world, id, executionId, "Succeeded"))).toBe(
        "InvalidLifecycleEventHookExecutionIdException",
      );
    }
  });

  test.each([
    [undefined, "DeploymentIdRequiredException"],
    ["", "DeploymentIdRequiredException"],
    ["nonsense", "InvalidDeploymentIdException"],
    ["d-ABCDEFGHI", "DeploymentDoesNotExistException"],
  ])("for deployment %j is refused with %s", async (deploymentId, code) => {
    const world = orders();
    const executionId = await untilFirstHook(world, deploy(world, bothHooks));
    expect(codeOf(() => report(world, deploymentId as string, executionId, "Succeeded"))).toBe(
      code,
    );
  });
});
