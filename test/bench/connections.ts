import { connect } from "node:net";

export type Measured = { requests: number; perSecond: number; p50: number; p99: number; failed: number };

/**
 * Sends `bytes`, a whole HTTP/1.1 request, over `connections` kept-alive sockets, one at a time on each, for `ms`.
 * Raw sockets, since an HTTP client would cost as much as the server. Latencies in milliseconds.
 */
export async function hammer(port: number, bytes: Buffer, connections: number, ms: number): Promise<Measured> {
  const latencies: number[] = [];
  let failed = 0;
  const started = performance.now();
  const end = started + ms;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, "127.0.0.1");
      socket.setNoDelay(true);
      let sent = 0;
      let got = Buffer.alloc(0);
      const send = () => {
        sent = performance.now();
        socket.write(bytes);
      };
      socket.on("connect", send);
      socket.on("error", reject);
      socket.on("close", () => resolve());
      socket.on("data", (chunk) => {
        got = got.length === 0 ? chunk : Buffer.concat([got, chunk]);
        const head = got.indexOf("\r\n\r\n");
        if (head < 0) return;
        const length = /content-length: (\d+)/i.exec(got.toString("latin1", 0, head));
        if (!length) throw new Error("An answer without Content-Length cannot be measured.");
        if (got.length < head + 4 + Number(length[1])) return;
        if (got.toString("latin1", 9, 12) !== "200") failed++;
        got = Buffer.alloc(0);
        latencies.push(performance.now() - sent);
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
  };
}
