import type { Notice } from "../../server/contract/index.ts";
import { address } from "./api.ts";
import { onPresence, presenceNow } from "./presence.ts";

/*
 * One stream of notices per browser: a shared worker holds it for all tabs, since a browser opens only six connections
 * to a plain-http host. Where there is no shared worker (some mobile browsers) a tab holds its own while it is visible.
 * A stream that comes back may have missed something, so every listener fires once.
 */

export type Topic = Notice["topic"];
export type FromWorker = { kind: "open" } | { kind: "lost" } | { kind: "notice"; topic: Topic };

type Listener = { topics: ReadonlySet<Topic>; fire: () => void };
const listeners = new Set<Listener>();
const connectionListeners = new Set<(connected: boolean) => void>();
let started = false;
let connected = false;
let everConnected = false;

/** Calls `listener` whenever one of `topics` changed, and once after a lost connection is back. Answers how to stop. */
export function onNotice(topics: readonly Topic[], listener: () => void): () => void {
  const entry = { topics: new Set(topics), fire: listener };
  listeners.add(entry);
  startWhenPresent();
  return () => listeners.delete(entry);
}

/** Tells when the stream is lost or back. */
export function onConnection(listener: (connected: boolean) => void): () => void {
  connectionListeners.add(listener);
  return () => connectionListeners.delete(listener);
}

function startWhenPresent(): void {
  if (started || typeof window === "undefined") return;
  if (presenceNow() === "present") start();
  else {
    const stop = onPresence(() => {
      if (presenceNow() !== "present") return;
      stop();
      start();
    });
  }
}

function start(): void {
  if (started) return;
  started = true;
  window.addEventListener("online", fireAll);
  if (typeof SharedWorker === "undefined") startInThisTab();
  else startInWorker();
}

function startInWorker(): void {
  const worker = new SharedWorker(new URL("./live-worker.ts", import.meta.url), {
    type: "module",
    name: "workshop-live",
  });
  worker.onerror = () => startInThisTab();
  worker.port.onmessage = (event: MessageEvent<FromWorker>) => receive(event.data);
  worker.port.postMessage({ kind: "hello", url: new URL(address("/api/live"), location.href).href });
  window.addEventListener("online", () => worker.port.postMessage({ kind: "retry" }));
  window.addEventListener("pagehide", () => worker.port.postMessage({ kind: "bye" }));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted)
      worker.port.postMessage({ kind: "hello", url: new URL(address("/api/live"), location.href).href });
  });
}

function startInThisTab(): void {
  let source: EventSource | undefined;
  const open = () => {
    if (source && source.readyState !== EventSource.CLOSED) return;
    source = new EventSource(address("/api/live"));
    source.onopen = () => receive({ kind: "open" });
    source.onerror = () => receive({ kind: "lost" });
    source.addEventListener("notice", (event) =>
      receive({ kind: "notice", topic: (JSON.parse((event as MessageEvent<string>).data) as Notice).topic }),
    );
  };
  const follow = () => {
    if (document.visibilityState === "visible") open();
    else source?.close();
  };
  document.addEventListener("visibilitychange", follow);
  window.addEventListener("online", follow);
  setInterval(follow, 10_000);
  follow();
}

function receive(message: FromWorker): void {
  if (message.kind === "notice") {
    for (const listener of [...listeners]) if (listener.topics.has(message.topic)) listener.fire();
    return;
  }
  const open = message.kind === "open";
  if (open && everConnected && !connected) fireAll();
  everConnected ||= open;
  connected = open;
  for (const listener of [...connectionListeners]) listener(open);
}

function fireAll(): void {
  for (const listener of [...listeners]) listener.fire();
}
