import { expect, test, vi } from "vitest";
import { checkStep } from "../../server/workshop/checking.ts";
import { expectThat } from "../../server/workshop/expectation.ts";
import { serviceOf } from "../../server/workshop/reading.ts";
import { type Step, step } from "../../server/workshop/step.ts";
import { preparedAccount, refusal } from "./account.ts";

const check = (it: Step) => it as Step & { kind: "check" };
const looks = check(
  step("looks", async (looking) => [expectThat("The service is there").exists(await serviceOf(looking))]),
);

test("a check that finds what it expects passes, in account time", async () => {
  const account = preparedAccount({ DescribeServices: { services: [{ serviceName: "s", status: "ACTIVE" }] } });

  expect(await checkStep(looks, account)).toMatchObject({
    status: "pass",
    evaluated_at: await account.now(),
    rev: looks.rev,
    checks: [{ id: "the-service-is-there", status: "pass" }],
  });
});

test("another check has another revision", () => {
  expect(check(step("looks", async () => [])).rev).not.toBe(looks.rev);
  expect(looks.rev).toMatch(/^[0-9a-f]{8}$/);
});

test("a miss outweighs a wait, and an error both", async () => {
  const thing = { kind: "Thing", name: "t", region: "r", found: undefined };
  const waits = expectThat("A").exists(thing).pendingFor({ awaiting: "soon" });
  const misses = expectThat("B").exists({ ...thing, name: "u" });

  expect((await checkStep(check(step("waits", async () => [waits])), preparedAccount({}))).status).toBe("pending");
  expect((await checkStep(check(step("both", async () => [waits, misses])), preparedAccount({}))).status).toBe("fail");
});

test.each([
  [
    "AccessDeniedException",
    "access-denied",
    "User: x is not authorized to perform: ecs:DescribeServices",
    "AWS does not let the check read what it has to look at.",
  ],
  [
    "ExpiredTokenException",
    "credentials",
    "The security token included in the request is expired",
    "AWS no longer takes the credentials with which the check asks.",
  ],
  ["ThrottlingException", "throttled", "Rate exceeded", "AWS was asked more often than it allows."],
])("%s is an error of the check and never blamed on the participant", async (name, key, message, sentence) => {
  const account = preparedAccount({
    DescribeServices: () => {
      throw refusal(name, message);
    },
  });

  const { status, checks } = await checkStep(looks, account);

  expect(status).toBe("error");
  expect(checks).toEqual([
    expect.objectContaining({
      id: "checker",
      status: "error",
      messageKey: `checker.${key}`,
      values: expect.objectContaining({ code: name }),
    }),
  ]);
  expect(checks[0]!.why).toContain(sentence);
  expect(checks[0]!.why).toContain("This says nothing about what you did.");
  expect(checks[0]!.why).toContain(`AWS says: ${name}: ${message}`);
});

test("an account that does not answer ends the check when its time is over", async () => {
  const account = preparedAccount({ DescribeServices: () => new Promise(() => {}) });

  const result = await checkStep(looks, account, { limitMs: 1 });

  expect(result).toMatchObject({
    status: "error",
    checks: [{ messageKey: "checker.timeout", why: expect.stringContaining("The account did not answer in time.") }],
  });
});

test("a fault of the check itself is logged, and told as ours", async () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const faulty = check(
    step("faulty", async () => {
      throw new TypeError("secret detail");
    }),
  );

  const { status, checks } = await checkStep(faulty, preparedAccount({}));

  expect(status).toBe("error");
  expect(checks[0]).toMatchObject({ messageKey: "checker.broken" });
  expect(checks[0]!.why).not.toContain("secret detail");
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
});
