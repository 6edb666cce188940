import type { AlarmConfiguration } from "@aws-sdk/client-codedeploy";
import { describe, expect, test } from "vitest";
import type { AlarmState } from "../../src/kernel/cloud.ts";
import {
  createOrders,
  createWorld,
  deploy,
  eventStatuses,
  info,
  rollbackOf,
  type World,
} from "./world.ts";

const minute = 60_000;

function watching(
  alarmConfiguration: AlarmConfiguration,
  options: Parameters<typeof createWorld>[0] = {},
): World {
  const world = createWorld(options);
  createOrders(world, { alarmConfiguration });
  return world;
}

const errors: AlarmConfiguration = { enabled: true, alarms: [{ name: "errors" }] };

describe("an alarm", () => {
  test.each<AlarmState>(["OK", "INSUFFICIENT_DATA"])(
    "in %s never stops anything",
    async (state) => {
      const world = watching(errors);
      world.alarms.set("errors", state);
      const id = deploy(world);
      await world.clock.advance(6 * minute);
      expect(info(world, id).status).toBe("Succeeded");
    },
  );

  test("that is over between two polls goes unseen", async () => {
    const world = watching(errors);
    world.alarms.set("errors", "OK");
    const id = deploy(world);
    await world.clock.advance(minute);
    const lastPoll = world.polls.at(-1)!;
    await world.clock.advance(lastPoll + 15_001 - world.clock.now());
    world.alarms.set("errors", "ALARM");
    await world.clock.advance(14_000);
    world.alarms.set("errors", "OK");
    await world.clock.advance(5 * minute);
    expect(info(world, id).status).toBe("Succeeded");
  });

  test("of another name does not matter", async () => {
    const world = watching(errors);
    world.alarms.set("errors", "OK").set("others", "ALARM");
    const id = deploy(world);
    await world.clock.advance(6 * minute);
    expect(info(world, id).status).toBe("Succeeded");
  });

  test("does not matter while the configuration is off", async () => {
    const world = watching({ ...errors, enabled: false });
    world.alarms.set("errors", "ALARM");
    const id = deploy(world);
    await world.clock.advance(6 * minute);
    expect(info(world, id).status).toBe("Succeeded");
    expect(world.polls).toEqual([]);
  });

  test("stops a deployment that would be over soon, at any time before its end", async () => {
    const world = watching(errors);
    world.alarms.set("errors", "OK");
    const id = deploy(world, { after: "CodeDeployHook_after" });
    await world.clock.advance(6 * minute);
    expect(world.lambda.alias("orders", "live").functionVersion).toBe("6");
    world.alarms.set("errors", "ALARM");
    await world.clock.advance(minute);
    expect(info(world, id).status).toBe("Stopped");
    expect(eventStatuses(world, id)).toEqual(["Succeeded", "Succeeded", "Failed"]);
    expect(world.lambda.alias("orders", "live").functionVersion).toBe("5");
  });
});

describe("the poll", () => {
  test("looks within a second of the start, then at a period of 15 seconds", async () => {
    const world = watching(errors);
    world.alarms.set("errors", "OK");
    deploy(world);
    await world.clock.advance(2 * minute);
    const [first, second, ...more] = world.polls.map((at) => at - world.polls[0]!);
    expect(world.polls[0]! - info(world, deployments(world)[0]!).startTime!.getTime()).toBe(700);
    expect(first).toBe(0);
    expect(second).toBeGreaterThanOrEqual(0);
    expect(second).toBeLessThan(15_000);
    expect(more.slice(0, 4).map((at) => Math.round(at - second!))).toEqual([
      15_000, 30_000, 45_000, 60_000,
    ]);
  });

  test("has a phase that only the seed decides", async () => {
    const phases: number[] = [];
    for (const seed of [1, 1, 2, 3]) {
      const world = watching(errors, { seed });
      world.alarms.set("errors", "OK");
      deploy(world);
      await world.clock.advance(minute);
      phases.push(world.polls[1]! - world.polls[0]!);
    }
    expect(phases[0]).toBe(phases[1]);
    expect(new Set(phases).size).toBe(3);
  });

  test("has the period of the setting", async () => {
    const world = watching(errors, { settings: { codedeployAlarmPollSeconds: 2 } });
    world.alarms.set("errors", "OK");
    deploy(world);
    await world.clock.advance(minute);
    expect(world.polls.length).toBeGreaterThan(28);
  });

  test("ends with the deployment, and there is none for the roll-back", async () => {
    const world = watching(errors);
    world.alarms.set("errors", "ALARM");
    deploy(world);
    await world.clock.advance(10 * minute);
    expect(world.polls).toHaveLength(1);
  });
});

describe("an alarm that does not exist", () => {
  test("stops the deployment, as its state cannot be read", async () => {
    const world = watching(errors);
    const id = deploy(world);
    await world.clock.advance(minute);
    expect(info(world, id)).toMatchObject({
      status: "Stopped",
      errorInformation: { code: "ALARM_ACTIVE", message: expect.stringContaining("<errors>") },
    });
    expect(rollbackOf(world, id)).not.toBe("");
  });

  test("is passed over when failures of the poll are ignored", async () => {
    const world = watching({ ...errors, ignorePollAlarmFailure: true });
    const id = deploy(world);
    await world.clock.advance(6 * minute);
    expect(info(world, id).status).toBe("Succeeded");
  });

  test("is passed over when the setting says so", async () => {
    const world = watching(errors, { settings: { codedeployMissingAlarmStops: false } });
    const id = deploy(world);
    await world.clock.advance(6 * minute);
    expect(info(world, id).status).toBe("Succeeded");
  });

  test("stops the deployment from when it has been deleted", async () => {
    const world = watching(errors);
    world.alarms.set("errors", "OK");
    const id = deploy(world);
    await world.clock.advance(minute);
    world.alarms.delete("errors");
    await world.clock.advance(16_000);
    expect(info(world, id).status).toBe("Stopped");
  });

  test("hides no other that is on, even when failures are ignored", async () => {
    const world = watching({
      enabled: true,
      ignorePollAlarmFailure: true,
      alarms: [{ name: "missing" }, { name: "errors" }],
    });
    world.alarms.set("errors", "ALARM");
    const id = deploy(world);
    await world.clock.advance(minute);
    expect(info(world, id).errorInformation?.message).toMatch(/Activated alarms: <errors>$/);
  });
});

describe("alarms given with a deployment", () => {
  const override: AlarmConfiguration = { enabled: true, alarms: [{ name: "release-errors" }] };

  test("replace those of the group", async () => {
    const world = watching(errors);
    world.alarms.set("errors", "ALARM").set("release-errors", "OK");
    const id = deploy(world, {}, { overrideAlarmConfiguration: override });
    await world.clock.advance(6 * minute);
    expect(info(world, id)).toMatchObject({
      status: "Succeeded",
      overrideAlarmConfiguration: { ...override, ignorePollAlarmFailure: false },
    });
  });

  test("stop it like those of the group", async () => {
    const world = watching(errors);
    world.alarms.set("errors", "OK").set("release-errors", "ALARM");
    const id = deploy(world, {}, { overrideAlarmConfiguration: override });
    await world.clock.advance(minute);
    expect(info(world, id).errorInformation?.message).toMatch(
      /Activated alarms: <release-errors>$/,
    );
  });

  test("can be none at all", async () => {
    const world = watching(errors);
    world.alarms.set("errors", "ALARM");
    const id = deploy(world, {}, { overrideAlarmConfiguration: { enabled: false, alarms: [] } });
    await world.clock.advance(6 * minute);
    expect(info(world, id).status).toBe("Succeeded");
  });

  test("hold for that deployment alone", async () => {
    const world = watching(errors);
    world.alarms.set("errors", "ALARM").set("release-errors", "OK");
    deploy(world, {}, { overrideAlarmConfiguration: override });
    await world.clock.advance(6 * minute);
    const next = deploy(world, { from: "6", to: "7" });
    expect(info(world, next).overrideAlarmConfiguration).toBeUndefined();
    await world.clock.advance(minute);
    expect(info(world, next).status).toBe("Stopped");
  });
});

test("a change of the group's alarms does not reach the deployment that runs", async () => {
  const world = watching(errors);
  world.alarms.set("errors", "OK").set("others", "ALARM");
  const id = deploy(world);
  await world.clock.advance(minute);
  world.api.UpdateDeploymentGroup({
    applicationName: "shop",
    currentDeploymentGroupName: "orders",
    alarmConfiguration: { enabled: true, alarms: [{ name: "others" }] },
  });
  await world.clock.advance(6 * minute);
  expect(info(world, id).status).toBe("Succeeded");
});

function deployments(world: World): string[] {
  return world.api.ListDeployments({}).deployments!;
}
