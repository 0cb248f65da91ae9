import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "../context.ts";
import { limits } from "../limits.ts";
import { signedHosts, signedPath } from "./origin.ts";

/** The AWS endpoint: hands the raw request to the gateway and writes its bytes. Nothing of the site's (cookies, headers, compression) is involved. */
export async function answerAws(
  req: IncomingMessage,
  res: ServerResponse,
  { gateway, config }: Pick<Context, "gateway" | "config">,
): Promise<void> {
  const { body, complete } = await read(req);
  const [path, query] = split(req.url ?? "/");
  const answer = await gateway.handle({
    method: req.method ?? "GET",
    path: signedPath(path, req, config),
    query,
    headers: req.headers,
    body,
    hosts: signedHosts(req, config),
  });
  res.writeHead(answer.status, {
    ...answer.headers,
    "content-length": answer.body.length,
    ...(!complete && { connection: "close" }),
  });
  res.end(answer.body);
}

/** The body, or one byte more than the gateway takes: it then refuses it, and the rest is not read. */
function read(req: IncomingMessage): Promise<{ body: Uint8Array; complete: boolean }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const whole = () => (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    req.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= limits.awsBodyBytes) return;
      req.pause();
      resolve({ body: whole().subarray(0, limits.awsBodyBytes + 1), complete: false });
    });
    req.on("end", () => resolve({ body: whole(), complete: true }));
    req.on("error", reject);
    req.on("close", () => {
      if (!req.complete) reject(new Error("the client left before its request was complete"));
    });
  });
}

function split(target: string): [path: string, query: string] {
  const mark = target.indexOf("?");
  return mark < 0 ? [target, ""] : [target.slice(0, mark), target.slice(mark + 1)];
}
