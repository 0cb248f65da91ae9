import { afterEach, beforeEach, expect, test } from "vitest";
import { Connections } from "../../server/accounts/connect.ts";
import { sandboxAccount } from "../../server/accounts/sandbox-account.ts";
import { Participants } from "../../server/http/participants.ts";
import { Sandboxes } from "../../server/sandbox/sandboxes.ts";
import { catalog } from "../../server/sandbox/services/catalog.ts";
import { type Database, openDatabase } from "../../server/storage/database.ts";
import { newDataDir, removeDataDir } from "../support/server.ts";

const DAY_MS = 86_400_000;

let dataDir: string;
let database: Database;
let sandboxes: Sandboxes;
let participants: Participants;
let now: number;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  const wall = () => now;
  dataDir = newDataDir();
  database = { ...(await openDatabase({ dataDir })), wall };
  sandboxes = new Sandboxes({ store: database.worlds, notify: () => undefined, wall });
  participants = new Participants({
    config: { keepDays: 30, maxParticipants: undefined },
    database,
    sandboxes,
    connections: new Connections({
      wall,
      endpoint: undefined,
      machineIsTheirs: false,
      externalIdKey: async () => "key",
      publish: () => undefined,
    }),
    startOf: () => "workshop" as const,
    openAccount: (identity) => sandboxAccount(identity, sandboxes, catalog),
  });
});
afterEach(async () => {
  await participants.close();
  await sandboxes.close();
  await database.close();
  removeDataDir(dataDir);
});

test("whom nobody has seen for thirty days is forgotten, with account, keys and application", async () => {
  const { token, participant } = await participants.create("Anna");
  const { accessKeyId, appId } = await participants.owned(participant.accountId);
  await participants.key(accessKeyId);
  expect(participants.keptUntil(participant)).toBe(now + 30 * DAY_MS);

  now += 30 * DAY_MS + 1;
  await participants.sweep();

  expect(await participants.byToken(token)).toBeUndefined();
  expect(await participants.key(accessKeyId)).toBeUndefined();
  expect(await participants.accountOfApp(appId)).toBeUndefined();
  await expect(sandboxes.clock(participant.accountId)).rejects.toThrow("There is no account");
});

test.each(["token", "key", "application"] as const)(
  "a visit by %s keeps everything for another thirty days",
  async (by) => {
    const { token, participant } = await participants.create(null);
    const { accessKeyId, appId } = await participants.owned(participant.accountId);
    const visit = {
      token: () => participants.byToken(token),
      key: () => participants.key(accessKeyId),
      application: () => participants.accountOfApp(appId),
    };

    now += 29 * DAY_MS;
    await visit[by]();
    now += 29 * DAY_MS;
    await participants.sweep();

    expect(await participants.byToken(token)).toMatchObject({ id: participant.id });
  },
);

test("a visit within the hour is not written again", async () => {
  const { token } = await participants.create(null);
  const first = await participants.byToken(token);

  now += 59 * 60_000;

  expect((await participants.byToken(token))?.seenAt).toBe(first?.seenAt);
});
