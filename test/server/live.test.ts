import { expect, test } from "vitest";
import { limits } from "../../server/limits.ts";
import { Hub } from "../../server/live/hub.ts";
import { Streams } from "../../server/live/streams.ts";

test("a notice reaches those who listen to its account, and nobody else", () => {
  const hub = new Hub();
  const heard: string[] = [];
  hub.subscribe("111111111111", ({ topic, at }) => heard.push(`first ${topic} ${at}`));
  hub.subscribe("111111111111", ({ topic, at }) => heard.push(`second ${topic} ${at}`));
  hub.subscribe("222222222222", () => heard.push("another account"));

  hub.publish("111111111111", "alarms", 60_000);

  expect(heard).toEqual(["first alarms 60000", "second alarms 60000"]);
});

test("whoever stops listening hears nothing more, also when another one came in between", () => {
  const hub = new Hub();
  const heard: string[] = [];
  const stop = hub.subscribe("111111111111", () => heard.push("left"));
  stop();
  hub.subscribe("111111111111", () => heard.push("stayed"));
  stop();

  hub.publish("111111111111", "load", 0);

  expect(heard).toEqual(["stayed"]);
});

test("a participant may hold so many streams, and a closed one makes room", () => {
  const streams = new Streams();
  const stream = () => ({ end: () => undefined });
  const first = stream();
  expect(streams.open("anna", first)).toBe(true);
  for (let i = 1; i < limits.liveStreams; i++) expect(streams.open("anna", stream())).toBe(true);

  expect(streams.open("anna", stream())).toBe(false);
  expect(streams.open("berta", stream())).toBe(true);
  streams.closed("anna", first);
  expect(streams.open("anna", stream())).toBe(true);
});
