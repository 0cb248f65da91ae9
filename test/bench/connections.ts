import { connect } from "node:net";

export type Measured = {
  requests: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers that were no 200. */
  failed: number;
  /** Of the last answer. */
  body: Buffer;
};

/**
 * Sends whole HTTP/1.1 requests, in turn, over `connections` kept-alive sockets, one at a time on each, for `ms`; at least one on
 * each. Raw sockets, since an HTTP client would cost as much as the server.
 */
export async function hammer(port: number, requests: Buffer[], connections: number, ms: number): Promise<Measured> {
  const latencies: number[] = [];
  let failed = 0;
  let turn = 0;
  let body: Buffer = Buffer.alloc(0);
  const started = performance.now();
  const end = started + ms;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, "127.0.0.1").setNoDelay(true);
      let sentAt = 0;
      let got: Buffer = Buffer.alloc(0);
      const send = () => {
        sentAt = performance.now();
        socket.write(requests[turn++ % requests.length]!);
      };
      socket.on("connect", send);
      socket.on("error", reject);
      socket.on("close", () => resolve());
      socket.on("data", (chunk) => {
        got = got.length === 0 ? chunk : Buffer.concat([got, chunk]);
        const head = got.indexOf("\r\n\r\n");
        if (head < 0) return;
        const length = /content-length: (\d+)/i.exec(got.toString("latin1", 0, head));
        if (!length) return reject(new Error("An answer without Content-Length cannot be measured."));
        if (got.length < head + 4 + Number(length[1])) return;
        if (got.toString("latin1", 9, 12) !== "200") failed++;
        body = got.subarray(head + 4);
        got = Buffer.alloc(0);
        latencies.push(performance.now() - sentAt);
        if (performance.now() < end) send();
        else socket.end();
      });
    });
  await Promise.all(Array.from({ length: connections }, one));
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  const quantile = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    requests: latencies.length,
    perSecond: latencies.length / seconds,
    p50: quantile(0.5),
    p99: quantile(0.99),
    failed,
    body,
  };
}
