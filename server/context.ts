import path from "node:path";
import { commandModelFromThread } from "./accounts/command-model-thread.ts";
import { Connections } from "./accounts/connect.ts";
import { sandboxAccount } from "./accounts/sandbox-account.ts";
import type { Config } from "./config.ts";
import type { Notice } from "./contract/index.ts";
import { Application } from "./http/application.ts";
import { Participants, WORKSHOP } from "./http/participants.ts";
import { issuingKeys } from "./http/temporary-keys.ts";
import { Hub } from "./live/hub.ts";
import { Streams } from "./live/streams.ts";
import { logError } from "./log.ts";
import { type StartingStateName, startingStates } from "./sandbox/inputs.ts";
import { Sandboxes } from "./sandbox/sandboxes.ts";
import { catalog } from "./sandbox/services/catalog.ts";
import { createGateway, type Gateway, type OnBug } from "./sandbox/wire/gateway.ts";
import type { Topic } from "./sandbox/world/change.ts";
import { openDatabase } from "./storage/database.ts";
import { Terminals } from "./terminal/terminals.ts";
import type { AnswerStore } from "./workshop/answers.ts";
import { chapters, purposeOf } from "./workshop/chapters/index.ts";
import type { ProgressStore } from "./workshop/progress.ts";
import { openWorkshop, type Workshop } from "./workshop/workshop.ts";

/** The parts of a running server; routes are given it and take what they need. */
export type Context = {
  config: Config;
  /** The built site. */
  dist: string;
  /** Wall time, epoch milliseconds: with PostgreSQL the database's, so that all processes agree. */
  wall: () => number;
  participants: Participants;
  connections: Connections;
  sandboxes: Sandboxes;
  gateway: Gateway;
  application: Application;
  workshop: Workshop;
  progress: ProgressStore;
  answers: AnswerStore;
  /** With what files of progress are signed. */
  progressKey: () => Promise<string>;
  hub: Hub<Notice["topic"]>;
  terminals: Terminals;
  streams: Streams;
  /** Saves what is in memory only, and closes what is open. */
  close(): Promise<void>;
};

/** Builds every part once and hands each what it needs. */
export async function buildContext(config: Config): Promise<Context> {
  const dist = path.join(path.dirname(import.meta.dirname), "dist");
  const database = await openDatabase(config);
  const { wall } = database;
  const hub = new Hub<Notice["topic"]>();
  const streams = new Streams();
  const notify = (accountId: string, topics: Topic[], at: number) => {
    for (const topic of topics) hub.publish(accountId, topic, at);
  };

  const sandboxes = new Sandboxes({ store: database.worlds, notify, wall });
  const call = issuingKeys((it) => sandboxes.call(it), {
    keep: (key, now) => database.keys.addTemporary(key, now),
    wall,
  });
  const openAccount = (identity: Parameters<typeof sandboxAccount>[0], start: StartingStateName) =>
    sandboxAccount(identity, sandboxes, catalog, onBug, call, start);
  const connections = new Connections({
    wall,
    endpoint: config.awsEndpointUrl,
    machineIsTheirs: config.machineCredentials,
    externalIdKey: () => database.serverKeys.get("external-id"),
    publish: (id, topic, at) => hub.publish(id, topic, at),
  });
  const participants = new Participants({ config, database, sandboxes, connections, openAccount, startOf });
  const gateway = createGateway({
    catalog,
    call,
    keys: (id) => participants.key(id),
    wall,
    onBug,
  });
  const application = new Application(sandboxes, (appId) => participants.accountOfApp(appId), wall);
  const workshop = openWorkshop({
    outlineFile: path.join(dist, "workshop.json"),
    writing: config.writing,
    progress: database.progress,
    hints: database.hints,
    notify: (accountId, topic, at) => hub.publish(accountId, topic, at),
  });
  const terminals = new Terminals({
    store: database.terminals,
    shared: database.worlds.shared,
    wall,
    commandModel: commandModelFromThread,
    onClock: (accountId, listener) => hub.subscribe(accountId, ({ topic }) => topic === "clock" && listener()),
    changed: (accountId, at) => hub.publish(accountId, "terminal", at),
  });

  return {
    config,
    dist,
    wall,
    participants,
    connections,
    sandboxes,
    gateway,
    application,
    workshop,
    progress: database.progress,
    answers: database.answers,
    progressKey: () => database.serverKeys.get("progress"),
    hub,
    streams,
    terminals,
    async close() {
      await terminals.close();
      await participants.close();
      await sandboxes.close();
      await database.close();
    },
  };
}

/** The workshop's account and each lab's begin in their own state; a lab without one begins where the workshop does. */
function startOf(purpose: string): StartingStateName | undefined {
  if (purpose === WORKSHOP) return "workshop";
  const lab = chapters.find((chapter) => chapter.lab && purposeOf(chapter) === purpose);
  if (!lab) return undefined;
  return Object.hasOwn(startingStates, lab.slug) ? (lab.slug as StartingStateName) : "workshop";
}

const onBug: OnBug = (error, { requestId, service = "?", operation, accountId = "?" }) =>
  logError("AWS call", error, { requestId, service, operation, accountId });
