import type { Completion, TerminalOutput, TerminalView } from "../../server/contract/index.ts";
import { newParticipant } from "../server/http.ts";

/** A line's answer, as a person would read it. */
export type Answered = { out: string; err: string; ask?: string; exit?: number; prompt?: string; more?: boolean };

/** A line whose answer is still coming. */
export type Running = {
  /** Resolves when this much has been printed, and to everything printed so far. */
  prints(text: string): Promise<string>;
  /** Resolves at its end. */
  ended: Promise<Answered>;
  /** Lets go of the answer, as a browser that is closed does. */
  leave(): void;
};

/** How long a line gets to do what is due, in wall time, before more account time passes. */
const DUE_MS = 400;

/** A participant of a running server at their terminals, of which the first is meant unless another is named. */
export async function newShell(url: string) {
  const me = await newParticipant(url);
  /**
   * Lets account time pass in steps until it has come to something: a line that is about to wait is not yet waiting when it has
   * printed. Gives the seconds that have passed.
   */
  async function passUntil(happened: Promise<unknown>, seconds: number): Promise<number> {
    let done = false;
    const noted = happened.finally(() => {
      done = true;
    });
    noted.catch(() => {});
    let passed = 0;
    while (!done) {
      passed += seconds;
      await me.put("/api/account/clock", { advanceSeconds: seconds });
      await Promise.race([noted, new Promise((resolve) => setTimeout(resolve, DUE_MS))]);
    }
    await happened;
    return passed;
  }
  return { ...me, ...shellOf(url, me.token), passUntil };
}

/** The terminals of whoever has this token. */
export function shellOf(url: string, token: string) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(`${url}/api/terminals/${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  /** Sends a line and reads on while it runs. */
  async function start(line: string, { terminal = "1", columns = 80 } = {}): Promise<Running> {
    const leaving = new AbortController();
    const response = await fetch(`${url}/api/terminals/${terminal}/lines`, {
      method: "POST",
      headers,
      body: JSON.stringify({ line, columns }),
      signal: leaving.signal,
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    let printed = "";
    const waiting = new Set<() => void>();
    const read = async (): Promise<Answered> => {
      const answered: Answered = { out: "", err: "" };
      for await (const output of values(response)) {
        if ("out" in output) answered.out += output.out;
        else if ("err" in output) answered.err += output.err;
        else Object.assign(answered, output);
        if ("out" in output) printed += output.out;
        if ("err" in output) printed += output.err;
        for (const look of waiting) look();
      }
      return answered;
    };
    const ended = read();
    ended.catch(() => {});
    return {
      ended,
      leave: () => leaving.abort(),
      prints: (text) =>
        new Promise((resolve, reject) => {
          const look = () => {
            if (!printed.includes(text)) return;
            waiting.delete(look);
            resolve(printed);
          };
          waiting.add(look);
          look();
          ended.then(
            () => printed.includes(text) || reject(new Error(`The line ended without printing ${text}: ${printed}`)),
            reject,
          );
        }),
    };
  }

  return {
    start,
    /** Runs a line to its end. */
    run: async (line: string, options?: Parameters<typeof start>[1]) => (await start(line, options)).ended,
    /** What a terminal shows. */
    view: async (terminal = "1") => (await ask("GET", terminal)).json() as Promise<TerminalView>,
    interrupt: async (terminal = "1") => (await ask("POST", `${terminal}/interrupt`, {})).status,
    complete: async (line: string, cursor = line.length, terminal = "1") =>
      (await ask("POST", `${terminal}/complete`, { line, cursor })).json() as Promise<Completion>,
    remove: async (terminal = "1") => (await ask("DELETE", terminal)).status,
  };
}

async function* values(response: Response): AsyncGenerator<TerminalOutput> {
  let text = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const lines = text.split("\n");
    text = lines.pop()!;
    for (const line of lines) yield JSON.parse(line) as TerminalOutput;
  }
}
