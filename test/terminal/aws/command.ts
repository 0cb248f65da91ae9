import { callByName } from "../../../server/accounts/call.ts";
import { commandModel } from "../../../server/accounts/command-model.ts";
import { awsCommand } from "../../../server/terminal/aws/index.ts";
import type { Io } from "../../../server/terminal/command.ts";
import type { Host } from "../../../server/terminal/host.ts";
import { sandbox } from "../../support/sandbox.ts";

export type Ran = { code: number; out: string; err: string };

/** A sandbox account and the `aws` command over it, without a shell. Files are a plain table; waiting lets account time pass. */
export async function awsOverSandbox({
  files = {} as Record<string, string>,
  env = {} as Record<string, string>,
} = {}) {
  const account = await sandbox();
  const host: Host = {
    accountId: account.accountId,
    region: "us-east-1",
    call: (service, operation, input) => callByName(account.aws, service, operation, input),
    now: account.now,
    sleep: (seconds) => account.pass({ seconds }),
  };
  const command = awsCommand(await commandModel());
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
      columns: 80,
      isTerminal: false,
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
  return { ...account, aws, host, files };
}

/** A line of a chapter as words: quotes, and a backslash at the end of a line, mean what they mean to a shell. */
export function wordsOf(line: string): string[] {
  return [...line.replaceAll("\\\n", " ").matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain!,
  );
}
