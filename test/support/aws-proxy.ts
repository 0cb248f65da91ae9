import http from "node:http";
import type { AddressInfo } from "node:net";

/** What the proxy does with an operation: passes it on after a while, or answers itself. */
export type Interference =
  | { delayMs: number }
  | { status: number; code: string; message: string }
  /** An answer in the XML of AWS's Query protocol, made of the request's parameters. */
  | {
      answer: (
        parameters: URLSearchParams,
        region: string,
      ) => Promise<string | { status: number; code: string; message: string }>;
    };

/** Stands between a server and what answers it as AWS: sees every operation, and gets in the way of those a test names. */
export type AwsProxy = {
  /** What AWS_ENDPOINT_URL takes. */
  url: string;
  /** Operations that were asked since the last look, `ecs:DescribeServices`, in order. */
  asked(): string[];
  /** The next `times` requests of this operation meet it; without `times`, all until `clear`. */
  interfere(operation: string, what: Interference, times?: number): void;
  clear(): void;
  close(): Promise<void>;
};

/** `target`: the address of the AWS endpoint behind it. Requests keep their Host, so their signatures hold. */
export async function awsProxy(target: string): Promise<AwsProxy> {
  const behind = new URL(target);
  const agent = new http.Agent({ keepAlive: true });
  const rules = new Map<string, { what: Interference; left: number }>();
  let asked: string[] = [];

  const server = http.createServer(async (req, res) => {
    const pieces: Buffer[] = [];
    for await (const piece of req) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const { service, operation, region, query } = readRequest(req, body);
    asked.push(`${service}:${operation}`);
    const rule = rules.get(operation);
    if (rule && rule.left > 0) {
      rule.left--;
      if ("status" in rule.what) return refuse(res, rule.what, query !== undefined);
      if ("answer" in rule.what) {
        const answer = await rule.what.answer(query ?? new URLSearchParams(), region);
        if (typeof answer !== "string") return refuse(res, answer, true);
        return void res.writeHead(200, { "content-type": "text/xml" }).end(answer);
      }
      await new Promise((resolve) => setTimeout(resolve, (rule.what as { delayMs: number }).delayMs));
    }
    const { method, headers } = req;
    const onward = http.request(
      {
        agent,
        host: behind.hostname,
        port: behind.port,
        path: req.url,
        method,
        headers,
      },
      (answer) => {
        res.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(res);
      },
    );
    onward.on("error", () => res.destroy());
    onward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${behind.pathname}`,
    asked() {
      const seen = asked;
      asked = [];
      return seen;
    },
    interfere: (operation, what, times = Number.POSITIVE_INFINITY) => rules.set(operation, { what, left: times }),
    clear: () => rules.clear(),
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Who is asked for what: the credential scope names service and Region, a header or the form the operation. */
function readRequest(req: http.IncomingMessage, body: Buffer) {
  const [, , region = "", service = ""] = (/Credential=([^,]+)/.exec(req.headers.authorization ?? "")?.[1] ?? "").split(
    "/",
  );
  const target = String(req.headers["x-amz-target"] ?? "");
  const query = target ? undefined : new URLSearchParams(body.toString());
  return { service, region, operation: target.split(".").at(-1) || (query?.get("Action") ?? ""), query };
}

function refuse(
  res: http.ServerResponse,
  { status, code, message }: { status: number; code: string; message: string },
  xml: boolean,
): void {
  if (xml)
    res
      .writeHead(status, { "content-type": "text/xml" })
      .end(
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>proxy</RequestId></ErrorResponse>`,
      );
  else
    res
      .writeHead(status, { "content-type": "application/x-amz-json-1.1", "x-amzn-query-error": `${code};Sender` })
      .end(JSON.stringify({ __type: code, message }));
}
