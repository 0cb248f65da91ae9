import { type Ran, wordsOf } from "./command.ts";

type Account = { pass(length: { minutes: number }): Promise<void> };

/** Runs the lines of a group, one after the other; `@minutes 10` lets account time pass. */
export async function runGroup(
  lines: string[],
  account: Account,
  aws: (words: string[]) => Promise<Ran>,
): Promise<[line: string, ran: Ran][]> {
  const results: [string, Ran][] = [];
  for (const line of lines) {
    const minutes = /^@minutes (\d+)$/.exec(line)?.[1];
    if (minutes) await account.pass({ minutes: Number(minutes) });
    else results.push([line, await aws(wordsOf(line))]);
  }
  return results;
}
