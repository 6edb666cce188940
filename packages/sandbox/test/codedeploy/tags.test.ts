import { describe, expect, test } from "vitest";
import { codeOf, createOrders, createWorld, type World } from "./world.ts";

const prefix = "arn:aws:codedeploy:us-east-1:123456789012";
const application = `${prefix}:application:shop`;
const group = `${prefix}:deploymentgroup:shop/orders`;

function shop(): World {
  const world = createWorld();
  createOrders(world, { tags: [{ Key: "team", Value: "sales" }] });
  return world;
}

function read(world: World, ResourceArn: string) {
  return world.api.ListTagsForResource({ ResourceArn }).Tags;
}

describe("tags", () => {
  test("given at creation can be read", () => {
    const world = shop();
    expect(read(world, group)).toEqual([{ Key: "team", Value: "sales" }]);
    expect(read(world, application)).toEqual([]);
    world.api.CreateApplication({ applicationName: "store", tags: [{ Key: "a", Value: "1" }] });
    expect(read(world, `${prefix}:application:store`)).toEqual([{ Key: "a", Value: "1" }]);
  });

  test.each([application, group])("of %s can be added, replaced and removed", (ResourceArn) => {
    const world = shop();
    world.api.UntagResource({ ResourceArn, TagKeys: ["team"] });
    const Tags = [{ Key: "a", Value: "1" }, { Key: "b" }];
    world.api.TagResource({ ResourceArn, Tags });
    world.api.TagResource({ ResourceArn, Tags: [{ Key: "a", Value: "2" }] });
    expect(read(world, ResourceArn)).toEqual([
      { Key: "a", Value: "2" },
      { Key: "b", Value: "" },
    ]);
    world.api.UntagResource({ ResourceArn, TagKeys: ["a", "unknown"] });
    expect(read(world, ResourceArn)).toEqual([{ Key: "b", Value: "" }]);
  });

  test("are fifty at most, and a refusal changes nothing", () => {
    const world = shop();
    const tags = (count: number, from = 0) =>
      Array.from({ length: count }, (_, index) => ({ Key: `k${from + index}`, Value: "v" }));
    world.api.TagResource({ ResourceArn: application, Tags: tags(50) });
    const add = () => world.api.TagResource({ ResourceArn: application, Tags: tags(2, 49) });
    expect(codeOf(add)).toBe("InvalidTagsToAddException");
    expect(read(world, application)).toHaveLength(50);
  });

  test.each([
    ["", "v"],
    ["x".repeat(129), "v"],
    ["k", "x".repeat(257)],
    ["aws:reserved", "v"],
  ])("cannot be %j = %j", (Key, Value) => {
    const add = () => shop().api.TagResource({ ResourceArn: application, Tags: [{ Key, Value }] });
    expect(codeOf(add)).toBe("InvalidTagsToAddException");
  });

  test("must be named", () => {
    const { api } = shop();
    const ResourceArn = application;
    expect(codeOf(() => api.TagResource({ ResourceArn, Tags: [] }))).toBe("TagRequiredException");
    expect(codeOf(() => api.UntagResource({ ResourceArn, TagKeys: [] }))).toBe(
      "TagRequiredException",
    );
  });
});

describe("the ARN", () => {
  test.each([
    [undefined, "ResourceArnRequired"],
    ["", "ResourceArnRequired"],
    ["shop", "InvalidArn"],
    ["arn:aws:lambda:us-east-1:123456789012:function:orders", "InvalidArn"],
    ["arn:aws:codedeploy:eu-west-1:123456789012:application:shop", "InvalidArn"],
    ["arn:aws:codedeploy:us-east-1:210987654321:application:shop", "InvalidArn"],
    [`${prefix}:application:shop/orders`, "InvalidArn"],
    [`${prefix}:deploymentgroup:shop`, "InvalidArn"],
    [`${prefix}:deploymentgroup:shop/orders/x`, "InvalidArn"],
    [`${prefix}:deploymentconfig:Mine`, "ArnNotSupported"],
    [`${prefix}:instance:i`, "ArnNotSupported"],
    [`${prefix}:application:nobody`, "ApplicationDoesNotExist"],
    [`${prefix}:deploymentgroup:shop/nobody`, "DeploymentGroupDoesNotExist"],
  ])("%j is refused with %s", (ResourceArn, code) => {
    const { api } = shop();
    const expected = `${code}Exception`;
    const Tags = [{ Key: "a", Value: "b" }];
    expect(codeOf(() => api.ListTagsForResource({ ResourceArn }))).toBe(expected);
    expect(codeOf(() => api.TagResource({ ResourceArn, Tags }))).toBe(expected);
    expect(codeOf(() => api.UntagResource({ ResourceArn, TagKeys: ["a"] }))).toBe(expected);
  });
});
