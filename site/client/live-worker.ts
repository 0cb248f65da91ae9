/// <reference lib="webworker" />
import type { Notice } from "../../server/contract/index.ts";
import type { FromWorker } from "./live.ts";

/** Holds the one stream of notices of this browser while at least one tab listens. */

type FromTab = { kind: "hello"; url: string } | { kind: "retry" } | { kind: "bye" };

/** Wall milliseconds before a stream that the server refused is asked for again; a lost one reconnects by itself. */
const RETRY_MS = 5_000;

const ports = new Set<MessagePort>();
let source: EventSource | undefined;
let url = "";

(self as unknown as SharedWorkerGlobalScope).onconnect = ({ ports: [port] }) => {
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<FromTab>) => {
    if (data.kind === "bye") leave(port);
    else if (data.kind === "retry") open();
    else {
      ports.add(port);
      if (source?.readyState === EventSource.OPEN && url === data.url)
        port.postMessage({ kind: "open" } satisfies FromWorker);
      url = data.url;
      open();
    }
  };
};

function open(): void {
  if (ports.size === 0 || (source && source.readyState !== EventSource.CLOSED)) return;
  source = new EventSource(url);
  source.onopen = () => tell({ kind: "open" });
  source.onerror = () => {
    tell({ kind: "lost" });
    if (source?.readyState === EventSource.CLOSED) setTimeout(open, RETRY_MS);
  };
  source.addEventListener("notice", (event) =>
    tell({ kind: "notice", topic: (JSON.parse((event as MessageEvent<string>).data) as Notice).topic }),
  );
}

function leave(port: MessagePort): void {
  ports.delete(port);
  if (ports.size > 0) return;
  source?.close();
  source = undefined;
}

function tell(message: FromWorker): void {
  for (const port of ports) port.postMessage(message);
}
