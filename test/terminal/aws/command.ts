import { callByName } from "../../../server/accounts/call.ts";
import { type CommandModel, commandModel } from "../../../server/accounts/command-model.ts";
import { awsCommand, completeAws } from "../../../server/terminal/aws/index.ts";
import type { Io } from "../../../server/terminal/command.ts";
import type { Host } from "../../../server/terminal/host.ts";
import { sandbox } from "../../support/sandbox.ts";

export type Ran = { code: number; out: string; err: string };

type Around = { files?: Record<string, string>; env?: Record<string, string>; columns?: number; model?: CommandModel };

/** The `aws` command over a host, without a shell. Files are a plain table; with `columns` the output reaches a screen. */
export async function awsOver(host: Host, { files = {}, env = {}, columns, model }: Around = {}) {
  const known = model ?? (await commandModel());
  const command = awsCommand(known);
  /** Runs one line's words. */
  const aws = async (...words: string[]): Promise<Ran> => {
    let [out, err] = ["", ""];
    const io: Io = {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      stdin: "",
      env,
      cwd: "/home/participant",
      columns: columns ?? 80,
      isTerminal: columns !== undefined,
      files: {
        read: async (path) => files[path],
        write: async (path, text) => {
          files[path] = text;
        },
      },
      signal: new AbortController().signal,
    };
    const code = await command(words, io, host);
    return { code, out, err };
  };
  return { aws, files, complete: (...words: string[]) => completeAws(words, known, host) };
}

/** The same over a sandbox account; waiting lets account time pass. */
export async function awsOverSandbox(around: Around = {}) {
  const account = await sandbox();
  return { ...account, ...(await awsOver(hostOf(account), around)) };
}

/** What a test's account answers to a command. */
export const hostOf = (account: Awaited<ReturnType<typeof sandbox>>): Host => ({
  accountId: account.accountId,
  region: "us-east-1",
  call: (service, operation, input, { region = "us-east-1" } = {}) =>
    callByName(account.awsIn(region), service, operation, input),
  now: account.now,
  sleep: (seconds) => account.pass({ seconds }),
});

/** A line as words: quotes, and a backslash at the end of a line, mean what they mean to a shell. */
export function wordsOf(line: string): string[] {
  return [...line.replaceAll("\\\n", " ").matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"]+)+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double),
  );
}
