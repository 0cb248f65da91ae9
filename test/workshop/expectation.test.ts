import { expect, test } from "vitest";
import { expectThat, type Resource } from "../../server/workshop/expectation.ts";
import { sayIn } from "../../server/workshop/messages/say.ts";

const now = Date.UTC(2026, 10, 23, 12);
const target: Resource<{ MaxCapacity: number; SuspendedState?: { DynamicScalingInSuspended: boolean } }> = {
  kind: "Scalable target",
  name: "service/c/s",
  region: "us-east-1",
  found: { MaxCapacity: 4, SuspendedState: { DynamicScalingInSuspended: true } },
};
const judging = () => ({ step: "room-to-grow", now, missing: new Set<string>(), say: sayIn("en") });

test("a miss names resource, field, both values and the consequence", () => {
  const expectation = expectThat("Maximum number of tasks")
    .of(target, "MaxCapacity")
    .is(5)
    .because("A peak is cut off.")
    .hint("bounds");

  expect(expectation.judge(judging())).toEqual({
    id: "maximum-number-of-tasks",
    title: "Maximum number of tasks",
    status: "fail",
    expected: 5,
    actual: 4,
    where: "Scalable target service/c/s, MaxCapacity, us-east-1",
    since: null,
    why: "Scalable target service/c/s: MaxCapacity is 4, expected 5. A peak is cut off.",
    hintId: "bounds",
    messageKey: "room-to-grow.maximum-number-of-tasks.not-yet",
    values: {
      kind: "Scalable target",
      resource: "service/c/s",
      field: "MaxCapacity",
      region: "us-east-1",
      expected: 5,
      actual: 4,
    },
  });
});

test("a pass says what was verified", () => {
  const expectation = expectThat("Maximum number of tasks").of(target, "MaxCapacity").isAtLeast(4);

  expect(expectation.judge(judging())).toMatchObject({
    status: "pass",
    why: "Scalable target service/c/s: MaxCapacity is 4.",
    hintId: null,
  });
});

test("the first named wrong state that fits gives the message, and its key", () => {
  const expectation = expectThat("Scale-in is not suspended")
    .of(target, "SuspendedState.DynamicScalingInSuspended")
    .isNotSet()
    .recognise({ id: "suspended", when: (it) => it === true, text: "It is suspended.", hintId: "resume" })
    .recognise({ id: "anything", text: "Something else." }, () => true)
    .because("General.");

  expect(expectation.judge(judging())).toMatchObject({
    messageKey: "room-to-grow.scale-in-is-not-suspended.suspended",
    hintId: "resume",
    why: "Scalable target service/c/s: SuspendedState.DynamicScalingInSuspended is true, expected false. It is suspended.",
  });
});

test("fields of a resource that is missed are not looked at", () => {
  const none = { ...target, found: undefined };
  const one = judging();

  const statuses = [expectThat("It exists").exists(none), expectThat("Its maximum").of(none, "MaxCapacity").is(5)].map(
    (it) => it.judge(one).status,
  );

  expect(statuses).toEqual(["fail", "skipped"]);
});

test("what is on its way is awaited, until its time is over", () => {
  const since = now - 60_000;
  const waiting = (seconds: number) =>
    expectThat("Maximum")
      .of(target, "MaxCapacity")
      .is(5)
      .pendingFor({ awaiting: "Awaited.", since, seconds, values: { of: 3 } })
      .judge(judging());

  expect(waiting(61)).toMatchObject({ status: "pending", why: "Awaited.", since, values: { of: 3 } });
  expect(waiting(60)).toMatchObject({ status: "fail" });
});

test("an expectation that says nothing about a resource is a fault of its author", () => {
  expect(() => expectThat("Nothing").judge(judging())).toThrow(
    'The expectation "Nothing" of room-to-grow says nothing about a resource.',
  );
});
