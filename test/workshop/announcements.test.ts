import { expect, test } from "vitest";
import { announcementsOf } from "../../server/workshop/announcements.ts";
import { reference, type Shop, shop } from "./sandbox.ts";

/** An account that also tells its decisions, as every sandbox does. */
const telling = ({ account, world }: Shop) => ({
  ...account,
  decisions: {
    list: async () =>
      (world.regions["us-east-1"]?.scaling.decisions ?? []).map((it) => ({ ...it, region: "us-east-1" })),
  },
});

/** A configured service under load that has just scaled out, and when it was configured. */
async function scaledOut() {
  const it = shop();
  await it.update(reference);
  const since = await it.account.now();
  it.load(600);
  it.pass({ minutes: 12 });
  return { it, since };
}

test("what happened since then is told once per thing, with the count before and after", async () => {
  const { it, since } = await scaledOut();

  const { sentences, now } = await announcementsOf(telling(it), { since });

  expect(sentences).toEqual(["Alarm AlarmHigh: OK.", "Alarm AlarmLow: OK.", "Scaled out from 1 to 5 tasks."]);
  expect((await announcementsOf(telling(it), { since: now })).sentences).toEqual([]);
});

test("the way back is told as one change too, in the language asked for", async () => {
  const { it } = await scaledOut();
  const since = await it.account.now();
  it.load(0);
  it.pass({ minutes: 40 });

  const { sentences } = await announcementsOf(telling(it), { since, language: "pt-BR" });

  expect(sentences).toContain("Reduziu de 5 para 1 tarefa.");
});

test("an account that tells no decisions says how many tasks it is now", async () => {
  const { it, since } = await scaledOut();

  const { sentences } = await announcementsOf(it.account, { since });

  expect(sentences).toContain("The desired count is now 5 tasks.");
});
