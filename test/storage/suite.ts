import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../server/storage/database.ts";

const AT = Date.parse("2026-03-01T12:00:00Z");

const world = (revision: number, at = AT, body = `world ${revision}`) => ({
  revision,
  at,
  worldVersion: 1,
  simulationVersion: 1,
  body,
});
const input = (revision: number, at = AT) => ({ revision, at, body: `input ${revision}` });

/** What storage promises, on whatever database `open` gives. Every test has an account of its own. */
export function storageSuite(open: () => Promise<Database>): void {
  let database: Database;
  let accounts = 100_000_000_000;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  /** An account whose world is at revision 0. */
  async function account({ seenAt = AT }: { seenAt?: number } = {}): Promise<string> {
    const id = String(accounts++);
    await database.worlds.create(id, world(0), newcomer(id), seenAt);
    return id;
  }

  test("a newcomer is there as a whole: participant, account, key, world", async () => {
    const id = await account();

    const participant = { id: `p${id}`, name: "Ada", accountId: id, purpose: "workshop", createdAt: AT, seenAt: AT };
    const key = { id: `AKIA${id}`, accountId: id, secret: "secret", principal: `arn:${id}`, userId: `AIDA${id}` };
    expect(await database.participants.byTokenHash(`h${id}`)).toEqual(participant);
    expect(await database.accounts.get(id)).toEqual({
      id,
      participantId: `p${id}`,
      purpose: "workshop",
      appId: `app${id}`,
      createdAt: AT,
    });
    expect(await database.accounts.byAppId(`app${id}`)).toEqual(await database.accounts.get(id));
    expect(await database.keys.get(`AKIA${id}`)).toEqual(key);
    expect(await database.keys.ofAccount(id)).toEqual(key);
    expect(await database.worlds.load(id)).toEqual({ world: world(0), inputs: [] });
  });

  test("somebody who is there gets a second account for another purpose, and it can become the active one", async () => {
    const id = await account();
    const second = String(accounts++);
    const lab = { ...newcomer(second), participant: { id: `p${id}` }, purpose: "lab:steps" };

    await database.worlds.create(second, world(0), lab, AT + 1);

    expect(await database.participants.byTokenHash(`h${id}`)).toMatchObject({ accountId: id, purpose: "workshop" });
    expect(await database.accounts.ofPurpose(`p${id}`, "lab:steps")).toMatchObject({ id: second });
    expect((await database.accounts.ofParticipant(`p${id}`)).map((it) => it.id)).toEqual([id, second]);
    await database.participants.activate(`p${id}`, second);
    expect(await database.participants.byTokenHash(`h${id}`)).toMatchObject({
      accountId: second,
      purpose: "lab:steps",
    });
    const again = { ...lab, ...newcomer(String(accounts)), participant: { id: `p${id}` }, purpose: "lab:steps" };
    await expect(database.worlds.create(String(accounts++), world(0), again, AT)).rejects.toThrow();
  });

  test("a newcomer whose account is taken leaves nothing behind", async () => {
    const taken = await account();

    const other = { ...newcomer(taken), participant: { id: "other", tokenHash: "other", name: null } };
    await expect(database.worlds.create(taken, world(0), other, AT)).rejects.toThrow();

    expect(await database.participants.byTokenHash("other")).toBeUndefined();
  });

  test("temporary keys are kept until they end, a hundred of an account at most, and never in place of its own", async () => {
    const [id, other] = [await account(), await account()];
    const key = (name: string, expiresAt: number, accountId = id) => ({
      id: `ASIA${name}${accountId}`,
      accountId,
      secret: "secret",
      sessionToken: "token",
      expiresAt,
      principal: "arn",
      userId: "AIDA",
    });
    const last = key("last", AT + 2_000);
    const others = key("other", AT + 1, other);
    await database.keys.addTemporary(others, AT);
    await database.keys.addTemporary(key("first", AT + 1_000), AT);
    await database.keys.addTemporary(last, AT + 1_000);

    expect(await database.keys.get(`ASIAfirst${id}`)).toBeUndefined();
    expect(await database.keys.get(last.id)).toEqual(last);
    for (let i = 0; i < 100; i++) await database.keys.addTemporary(key(`${i}`, AT + 10_000 + i), AT + 1_000);
    expect(await database.keys.get(last.id)).toBeUndefined();
    expect(await database.keys.get(`ASIA0${id}`)).toBeDefined();
    expect(await database.keys.get(others.id)).toEqual(others);
    expect((await database.keys.ofAccount(id))?.id).toBe(`AKIA${id}`);
  });

  test("nobody is found by what nobody has", async () => {
    expect(await database.participants.byTokenHash("nobody")).toBeUndefined();
    expect(await database.accounts.get("nobody")).toBeUndefined();
    expect(await database.accounts.byAppId("nobody")).toBeUndefined();
    expect(await database.keys.get("nobody")).toBeUndefined();
    expect(await database.worlds.load("nobody")).toBeUndefined();
    expect(await database.worlds.revision("nobody")).toBeUndefined();
    expect(await database.worlds.append("nobody", input(1))).toBe(false);
  });

  test("inputs are kept in their order, each revision once", async () => {
    const id = await account();

    expect(await database.worlds.append(id, input(1))).toBe(true);
    expect(await database.worlds.append(id, input(2, AT + 1_000))).toBe(true);
    expect(await database.worlds.append(id, { ...input(2), body: "somebody else's" })).toBe(false);

    expect(await database.worlds.revision(id)).toBe(2);
    expect(await database.worlds.load(id)).toEqual({ world: world(0), inputs: [input(1), input(2, AT + 1_000)] });
  });

  test("of many who write the same revision at once, one wins", async () => {
    const id = await account();

    const won = await Promise.all(Array.from({ length: 20 }, () => database.worlds.append(id, input(1))));

    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await database.worlds.load(id))!.inputs).toEqual([input(1)]);
  });

  test("a snapshot takes the place of the inputs it contains", async () => {
    const id = await account();
    await database.worlds.append(id, input(1));
    await database.worlds.append(id, input(2));

    expect(await database.worlds.save(id, world(2, AT + 60_000), AT)).toBe(true);
    await database.worlds.append(id, input(3, AT + 60_000));

    const saved = { world: world(2, AT + 60_000), inputs: [input(3, AT + 60_000)] };
    expect(await database.worlds.load(id)).toEqual(saved);
    expect(await database.worlds.revision(id)).toBe(3);
  });

  test("a snapshot that others have overtaken is not written", async () => {
    const id = await account();
    await database.worlds.append(id, input(1));

    expect(await database.worlds.save(id, world(0), AT)).toBe(false);

    expect(await database.worlds.load(id)).toEqual({ world: world(0), inputs: [input(1)] });
  });

  test("who still has an old world cannot write below a snapshot, though its rows are gone", async () => {
    const id = await account();
    await database.worlds.append(id, input(1));
    await database.worlds.append(id, input(2));
    await database.worlds.save(id, world(2), AT);

    expect(await database.worlds.append(id, { ...input(1), body: "from an old world" })).toBe(false);
    expect(await database.worlds.append(id, { ...input(2), body: "from an old world" })).toBe(false);

    expect(await database.worlds.load(id)).toEqual({ world: world(2), inputs: [] });
  });

  test("an input from before the snapshot's account time is not taken", async () => {
    const id = await account();
    await database.worlds.save(id, world(0, AT + 60_000), AT);

    expect(await database.worlds.append(id, input(1, AT + 59_000))).toBe(false);
    expect(await database.worlds.append(id, input(1, AT + 60_000))).toBe(true);
  });

  test("of an old world's snapshot and a new input at once, one wins", async () => {
    const id = await account();

    for (let revision = 1; revision <= 20; revision++) {
      const [appended, saved] = await Promise.all([
        database.worlds.append(id, input(revision)),
        database.worlds.save(id, world(revision - 1, AT, "older"), AT),
      ]);
      expect(appended).toBe(true);
      const { world: snapshot, inputs } = (await database.worlds.load(id))!;
      expect(snapshot.revision + inputs.length).toBe(revision);
      if (saved) expect(snapshot.revision).toBe(revision - 1);
    }
  });

  test("a world to go back to is kept with its input, or not at all", async () => {
    const id = await account();
    const undo = { expiresAt: AT + 600_000, body: "before" };

    await database.worlds.append(id, input(1), undo);
    expect(await database.worlds.append(id, input(1), { expiresAt: 0, body: "lost the race" })).toBe(false);
    expect(await database.worlds.undo(id)).toEqual(undo);

    await database.worlds.append(id, input(2), { expiresAt: AT + 700_000, body: "later" });
    expect(await database.worlds.undo(id)).toEqual({ expiresAt: AT + 700_000, body: "later" });
    expect(await database.worlds.append(id, input(2), null)).toBe(false);
    expect(await database.worlds.undo(id)).toBeDefined();
    await database.worlds.append(id, input(3), null);
    expect(await database.worlds.undo(id)).toBeUndefined();
  });

  test("a world nobody can go back to any more goes with the next snapshot", async () => {
    const id = await account();
    await database.worlds.append(id, input(1), { expiresAt: AT + 600_000, body: "before" });

    await database.worlds.save(id, world(1), AT + 599_999);
    expect(await database.worlds.undo(id)).toBeDefined();
    await database.worlds.save(id, world(1), AT + 600_000);
    expect(await database.worlds.undo(id)).toBeUndefined();
  });

  test("progress is kept per participant and account, the latest word counts", async () => {
    const [id, other] = [await account(), await account()];
    const record = {
      participantId: `p${id}`,
      scope: id,
      step: "send-load",
      status: "passed",
      at: AT,
      result: { n: 1 },
    };

    await database.progress.put(record);
    await database.progress.put({ ...record, status: "drifted" });
    await database.progress.put({ ...record, step: "alarm-high" });

    const list = await database.progress.list(`p${id}`, id);
    expect(list.sort((a, b) => a.step.localeCompare(b.step))).toEqual([
      { step: "alarm-high", status: "passed", at: AT },
      { step: "send-load", status: "drifted", at: AT },
    ]);
    expect(await database.progress.list(`p${other}`, other)).toEqual([]);
    expect(await database.progress.list(`p${id}`, other)).toEqual([]);
  });

  test("a terminal is saved on the revision it was read at, or not at all", async () => {
    const [id, other] = [await account(), await account()];
    expect(await database.terminals.load(id, "1")).toBeUndefined();

    expect(await database.terminals.save(id, "1", 0, "first")).toBe(true);
    expect(await database.terminals.save(id, "1", 0, "somebody else's first")).toBe(false);
    expect(await database.terminals.save(id, "1", 1, "second")).toBe(true);
    expect(await database.terminals.save(id, "1", 1, "from an old one")).toBe(false);
    await database.terminals.save(id, "2", 0, "beside it");

    expect(await database.terminals.load(id, "1")).toEqual({ revision: 2, body: "second" });
    expect(await database.terminals.load(other, "1")).toBeUndefined();
    await database.terminals.delete(id, "1");
    expect(await database.terminals.load(id, "1")).toBeUndefined();
    expect(await database.terminals.save(id, "1", 2, "of a deleted one")).toBe(false);
    expect(await database.terminals.load(id, "2")).toEqual({ revision: 1, body: "beside it" });
  });

  test("of many who save a terminal at once, one wins", async () => {
    const id = await account();

    for (const revision of [0, 1]) {
      const won = await Promise.all(
        Array.from({ length: 20 }, (_, i) => database.terminals.save(id, "1", revision, `${i}`)),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
    }
  });

  test("files of an account are written, written again and removed, all of a change or nothing", async () => {
    const [id, other] = [await account(), await account()];
    const file = (path: string, content: string) => ({
      path,
      kind: "file" as const,
      mode: 0o644,
      modifiedAt: AT,
      content,
    });
    const folder = { path: "/home", kind: "directory" as const, mode: 0o755, modifiedAt: AT, content: "" };

    await database.terminals.saveFiles(id, {
      written: [file("/home/b", "Yg=="), folder, file("/a", "YQ==")],
      removed: [],
    });
    await database.terminals.saveFiles(id, { written: [file("/home/b", "QkI=")], removed: ["/a", "/nosuch"] });
    const broken = { ...file("/c", "Yw=="), kind: null as never };
    await expect(
      database.terminals.saveFiles(id, { written: [file("/d", ""), broken], removed: ["/home"] }),
    ).rejects.toThrow();

    expect(await database.terminals.files(id)).toEqual([folder, file("/home/b", "QkI=")]);
    expect(await database.terminals.files(other)).toEqual([]);
  });

  test("nothing of a terminal is kept for an account that is not there", async () => {
    expect(await database.terminals.save("nobody", "1", 0, "first")).toBe(false);
    await database.terminals.saveFiles("nobody", {
      written: [{ path: "/a", kind: "file", mode: 0o644, modifiedAt: AT, content: "" }],
      removed: [],
    });
    expect(await database.terminals.files("nobody")).toEqual([]);
  });

  test("whom nobody has seen is forgotten with everything that is theirs", async () => {
    const old = Date.parse("2020-01-01T00:00:00Z");
    const [gone, back, young] = [await account({ seenAt: old }), await account({ seenAt: old }), await account()];
    await database.worlds.append(gone, input(1), { expiresAt: AT, body: "before" });
    const step = { step: "send-load", status: "passed", at: AT, result: {} };
    await database.progress.put({ ...step, participantId: `p${gone}`, scope: gone });
    await database.terminals.save(gone, "1", 0, "{}");
    const file = { path: "/a", kind: "file" as const, mode: 0o644, modifiedAt: AT, content: "" };
    await database.terminals.saveFiles(gone, { written: [file], removed: [] });
    const before = await database.participants.count();

    await database.participants.seen(`p${back}`, AT);
    expect(await database.participants.deleteUnseenSince(old + 1)).toEqual([gone]);

    expect(await database.participants.count()).toBe(before - 1);
    expect(await database.participants.byTokenHash(`h${gone}`)).toBeUndefined();
    expect(await database.keys.get(`AKIA${gone}`)).toBeUndefined();
    expect(await database.worlds.load(gone)).toBeUndefined();
    expect(await database.worlds.undo(gone)).toBeUndefined();
    expect(await database.progress.list(`p${gone}`, gone)).toEqual([]);
    expect(await database.terminals.load(gone, "1")).toBeUndefined();
    expect(await database.terminals.files(gone)).toEqual([]);
    expect(await database.worlds.append(gone, input(2))).toBe(false);
    expect((await database.participants.byTokenHash(`h${back}`))?.seenAt).toBe(AT);
    expect(await database.accounts.get(young)).toBeDefined();
  });
}

const newcomer = (id: string) => ({
  participant: { id: `p${id}`, tokenHash: `h${id}`, name: "Ada" },
  purpose: "workshop",
  appId: `app${id}`,
  key: { id: `AKIA${id}`, secret: "secret", principal: `arn:${id}`, userId: `AIDA${id}` },
});
