import { expect, test } from "vitest";
import { executed, fingerprintOf } from "../../site/executed.ts";

/* What a chapter's page says of the tests' last run of its commands. */

const chapter = "Text.\n\n```sh\naws ecs list-clusters\n```\n\n```bash\nlocust\n```\n";
const run = {
  on: "2026-11-25",
  version: "0.1.0",
  simulation: 2,
  commands: { overview: fingerprintOf(chapter) },
};

test("a run counts for the commands that were run, whatever happened to the text around them", () => {
  expect(executed("overview", chapter, run)?.state).toBe("same");
  expect(executed("overview", chapter.replace("Text", "Better text").replace("locust", "true"), run)?.state).toBe(
    "same",
  );
  expect(executed("overview", chapter.replace("clusters", "services"), run)?.state).toBe("changed");
  expect(executed("another", chapter, run)?.state).toBe("never");
  expect(executed("overview", "No command.", run)).toBeUndefined();
});

test("after ninety days a run is old", () => {
  expect(new Date(executed("overview", chapter, run)!.oldFrom).toISOString()).toBe("2027-02-23T00:00:00.000Z");
});
