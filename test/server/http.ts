import http from "node:http";

type Sent = { method?: string; headers?: Record<string, string>; body?: string | Uint8Array };
export type Answer = {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: () => any;
};

/** A request with headers that fetch does not let one set: Host, Origin, Sec-Fetch-Site. */
export function send(url: string, { method = "GET", headers = {}, body }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode!, headers: response.headers, text, json: () => JSON.parse(text) }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** A new participant of a running server, who asks by bearer token. */
export async function newParticipant(url: string, name?: string) {
  const made = await send(`${url}/api/participants`, { method: "POST", body: JSON.stringify({ name }) });
  if (made.status !== 201) throw new Error(`POST /api/participants answered ${made.status}: ${made.text}`);
  const { token, participantId } = made.json();
  const ask = (method: string, path: string, body?: unknown) =>
    send(url + path, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    token: token as string,
    participantId: participantId as string,
    cookie: made.headers["set-cookie"]![0]!.split(";")[0]!,
    get: (path: string) => ask("GET", path),
    put: (path: string, body: unknown) => ask("PUT", path, body),
    post: (path: string, body?: unknown) => ask("POST", path, body),
    send: ask,
    account: async () => (await ask("GET", "/api/account")).json(),
  };
}
