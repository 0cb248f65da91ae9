import { expect, test } from "vitest";
import { awsOverSandbox } from "./command.ts";

const cluster = "containers-workshop-ecs-cluster";
const service = "containers-workshop-ecs-service";
const ofService = ["--cluster", cluster, "--services", service];

test("a waiter asks again in account time, until the service is as it should be", async () => {
  const { aws, now, runningCount } = await awsOverSandbox();
  await aws("ecs", "update-service", "--cluster", cluster, "--service", service, "--desired-count", "3");
  const before = await now();

  expect(await aws("ecs", "wait", "services-stable", ...ofService)).toEqual({ code: 0, out: "", err: "" });
  expect(await runningCount()).toBe(3);
  expect(((await now()) - before) % 15_000).toBe(0);
  expect(await now()).toBeGreaterThan(before);
});

test("a waiter gives up after its attempts", async () => {
  const { aws, now } = await awsOverSandbox();
  const before = await now();

  expect(await aws("cloudwatch", "wait", "alarm-exists", "--alarm-names", "none")).toEqual({
    code: 255,
    out: "",
    err: "\nWaiter AlarmExists failed: Max attempts exceeded\n",
  });
  expect((await now()) - before).toBe(39 * 5_000);
});

test("a waiter that meets what it cannot mend says which expression showed it", async () => {
  const { aws } = await awsOverSandbox();

  expect((await aws("ecs", "wait", "services-stable", "--cluster", cluster, "--services", "nothing")).err).toBe(
    '\nWaiter ServicesStable failed: Waiter encountered a terminal failure state: For expression "failures[].reason" we matched expected path: "MISSING" at least once\n',
  );
});
