import { spawnSync } from "node:child_process";

/** One call of the AWS CLI, as bash hands it over. */
export type CliCall = { service: string; operation: string; input: Record<string, unknown>; query: string | undefined };

/** Members of which the CLI takes several words. */
const LISTS = ["AlarmActions", "AlarmNames", "OKActions"];
const NUMBERS = ["desiredCount", "MinCapacity", "MaxCapacity", "Threshold", "Period", "EvaluationPeriods"];

/** Runs a line in bash with an `aws` that only says what it was given, and reads that as the AWS CLI does. */
export function readLine(line: string, members: string[], variables: Record<string, string> = {}): CliCall {
  const { stderr } = spawnSync("bash", ["-c", `aws() { printf '%s\\0' "$@" >&2; }\n${line}`], {
    encoding: "utf8",
    env: { ...process.env, ...variables },
  });
  const [service, operation, ...rest] = stderr.split("\0").slice(0, -1);
  const input: Record<string, unknown> = {};
  let query: string | undefined;
  while (rest.length > 0) {
    const [, option, glued] = /^--([a-z-]+)(?:=([\s\S]*))?$/.exec(rest.shift()!)!;
    const words = glued === undefined ? [] : [glued];
    while (glued === undefined && rest.length > 0 && !rest[0]!.startsWith("-")) words.push(rest.shift()!);
    const [value = ""] = words;
    if (option === "query") query = value;
    else if (option === "cli-input-json") Object.assign(input, JSON.parse(value));
    else if (option !== "output") {
      const member = members.find((name) => kebab(name) === option)!;
      input[member] = read(member, words);
    }
  }
  return { service: service!, operation: operation!, input, query };
}

function read(member: string, words: string[]): unknown {
  const [value = ""] = words;
  if (words.length > 1 && !LISTS.includes(member)) throw new Error(`${member} takes one word, not ${words.join(" ")}`);
  if (/^[{[]/.test(value)) return JSON.parse(value);
  if (LISTS.includes(member)) return words;
  return NUMBERS.includes(member) ? Number(value) : value;
}

const kebab = (name: string) =>
  name.replace(/^OK/, "Ok").replace(/[A-Z]/g, (letter, at) => `${at > 0 ? "-" : ""}${letter.toLowerCase()}`);
