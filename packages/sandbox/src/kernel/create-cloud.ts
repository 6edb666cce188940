import type { Clock } from "./clock.ts";
import type { Cloud, Doors } from "./cloud.ts";
import type { Random } from "./random.ts";
import type { Settings } from "./settings.ts";

/** Doors that no service has set yet say so when they are opened: a mistake in the list of services. */
export function createCloud(parts: { clock: Clock; random: Random; settings: Settings }): Cloud {
  return { ...parts, endpoint: { url: "" }, doors: closedDoors() };
}

function closedDoors(): Doors {
  return {
    lambda: closed("lambda"),
    codedeploy: closed("codedeploy"),
    cloudwatch: closed("cloudwatch"),
    events: closed("events"),
    sqs: closed("sqs"),
    s3: closed("s3"),
    sts: closed("sts"),
  };
}

function closed<Name extends keyof Doors>(name: Name): Doors[Name] {
  const refuse = () => {
    throw new Error(`the sandbox has no ${name} service`);
  };
  const door: unknown = new Proxy({}, { get: () => refuse });
  if (isDoor<Name>(door)) return door;
  throw new Error("a proxy is an object");
}

/** A closed door answers every call by throwing, so it may stand in for any. */
function isDoor<Name extends keyof Doors>(door: unknown): door is Doors[Name] {
  return typeof door === "object";
}
