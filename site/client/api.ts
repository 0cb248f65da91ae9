import type { Problem } from "../../server/contract/index.ts";
import { asOwnChange } from "./own-changes.ts";
import { markPresence } from "./presence.ts";
import { say } from "./say.ts";

/** A refusal of the server, or `type: "offline"` when it could not be reached. */
export class ApiProblem extends Error {
  override name = "ApiProblem";
  problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }

  get offline(): boolean {
    return this.problem.type === "offline";
  }
}

const offline = (): Problem => ({
  type: "offline",
  title: say("The workshop's server cannot be reached."),
  status: 0,
  detail: say("What you see is what it said last."),
  next: say("Nothing is lost. It goes on when the connection is back."),
});

/** The site's base path, `/` or `/something/`. */
const base = import.meta.env.BASE_URL.replace(/\/$/, "");

/** The address of a path of our own server, with the site's base path before it. */
export const address = (path: string): string => `${base}${path}`;

/** Milliseconds that the server's wall clock is ahead of this machine's, from the `Date` header of its last answer. */
export let serverAheadMs = 0;

/** Reads `path` ("/api/account"). Throws `ApiProblem`. */
export const get = <T>(path: string): Promise<T> => request<T>("GET", path);

/**
 * Changes something. Who has no account yet gets one first: reading makes nothing, the first action does.
 * Throws `ApiProblem`.
 */
export async function send<T>(method: "POST" | "PUT" | "DELETE", path: string, body: unknown): Promise<T> {
  try {
    return await request<T>(method, path, body);
  } catch (error) {
    if (!isNoParticipant(error)) throw error;
    await becomeParticipant();
    return request<T>(method, path, body);
  }
}

/**
 * Sends something whose answer comes bit by bit, one JSON value a line, and gives the values as they come. Whoever reads slowly makes
 * the server wait. Throws `ApiProblem`, also when the answer breaks off.
 */
export async function* stream<T>(path: string, body: unknown): AsyncGenerator<T[], void> {
  const response = await answered("POST", path, body).catch(async (error) => {
    if (!isNoParticipant(error)) throw error;
    await becomeParticipant();
    return answered("POST", path, body);
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value = "" } = await reader.read().catch(() => {
        throw new ApiProblem(offline());
      });
      const lines = (rest + value).split("\n");
      rest = lines.pop()!;
      if (lines.length > 0) yield lines.map((line) => JSON.parse(line) as T);
      if (done) return;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

let becoming: Promise<unknown> | undefined;

/** Makes participant and account; two callers at once make one. */
export function becomeParticipant(): Promise<unknown> {
  becoming ??= request("POST", "/api/participants", {}).finally(() => {
    becoming = undefined;
  });
  return becoming;
}

/** Whatever was thrown, as something that can be shown. A bug stays a bug: it is logged and told as one. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiProblem) return error.problem;
  console.error(error);
  return {
    type: "bug",
    title: say("This page made a mistake."),
    status: 0,
    detail: String(error),
    next: say("Reload the page and try again."),
  };
}

const isNoParticipant = (error: unknown): boolean =>
  error instanceof ApiProblem && error.problem.type.endsWith("no-participant");

async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await asOwnChange(method, path, () => answered(method, path, body));
  return (response.status === 204 ? undefined : await response.json().catch(() => undefined)) as T;
}

/** The response of a request that succeeded; whatever else it was is thrown as `ApiProblem`. */
async function answered(method: string, path: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { "accept-language": document.documentElement.lang };
  if (body !== undefined) headers["content-type"] = "application/json";
  const sent = { headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  let response: Response;
  try {
    response = await fetch(address(path), { method, credentials: "same-origin", cache: "no-store", ...sent });
  } catch {
    throw new ApiProblem(offline());
  }
  const date = Date.parse(response.headers.get("date") ?? "");
  if (date) serverAheadMs = date - Date.now();
  if (response.ok) {
    markPresence("present");
    return response;
  }
  const answer = await response.json().catch(() => undefined);
  // A gateway in between that answers for a server which is away says nothing about the request.
  if (answer === undefined && response.status >= 502) throw new ApiProblem(offline());
  const problem = asProblem(answer, response);
  if (problem.type.endsWith("no-participant")) markPresence("absent");
  throw new ApiProblem(problem);
}

function asProblem(answer: unknown, response: Response): Problem {
  if (answer && typeof answer === "object" && "title" in answer) return answer as Problem;
  const { status, statusText } = response;
  return {
    type: "about:blank",
    title: say("The server answered {status}.", { status }),
    status,
    detail: statusText,
    next: say("Try again in a moment."),
  };
}
