import { releaseIn } from "@coalmine/testkit/builders/release-in-phase";
import { expect, test } from "vitest";
import { noticeTypes } from "./notice.ts";
import { render } from "./render.ts";

const link = "https://coalmine.example.com/releases/rel_1";

test("a roll-back names the signal, its value and its limit", () => {
  const release = releaseIn("rolled_back", {
    cause: {
      type: "alarm",
      sentence: "The error rate of version 6 was 16.67%, its limit is 5%.",
      signal: "error rate",
      value: 16.666,
      limit: 5,
      unit: "%",
    },
  });
  const message = render("release.rolled_back", release, link);
  expect(message.text).toContain("16.67%");
  expect(message.fields).toEqual(
    expect.arrayContaining([
      { name: "Signal", value: "error rate" },
      { name: "Value", value: "16.67%" },
      { name: "Limit", value: "5%" },
    ]),
  );
});

test("a start shows the commit's message and who wrote it", () => {
  const commit = { sha: "3f2a9c1", author: "dana", message: "Round totals" };
  const message = render("release.started", releaseIn("queued", { commit }), link);
  expect(message.text).toBe("Round totals");
  expect(message.fields).toContainEqual({ name: "Author", value: "dana" });
});

test.each(noticeTypes)("%s names the function and links to the release", (type) => {
  const message = render(type, releaseIn("shifting"), link);
  expect(message.title).toContain("checkout");
  expect(message.link).toBe(link);
  expect(message.text).not.toBe("");
});
