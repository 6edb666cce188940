import type { ComputePlatform } from "@aws-sdk/client-codedeploy";
import { refusal } from "./refusals.ts";

export function checkPlatform(given: string | undefined): ComputePlatform {
  switch (given) {
    case undefined:
    case "Server":
      return "Server";
    case "Lambda":
    case "ECS":
      return given;
    default:
      throw refusal(
        "InvalidComputePlatform",
        "The compute platform should be Lambda, Server, or ECS.",
      );
  }
}
