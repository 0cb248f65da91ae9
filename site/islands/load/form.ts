import type { LoadSetting, Wave } from "../../../server/contract/index.ts";
import { parseRunTime } from "../../../server/contract/run-time.ts";
import { formatNumber } from "../../client/format.ts";
import { pattern, say } from "../../client/say.ts";

/** What is typed, as it is typed. */
export type Form = {
  users: string;
  spawnRate: string;
  runTime: string;
  wave: Wave["kind"];
  lowUsers: string;
  period: string;
};
export type Refusals = Partial<Record<keyof Form, string>>;

export const INITIAL: Form = {
  users: "600",
  spawnRate: "50",
  runTime: "",
  wave: "constant",
  lowUsers: "60",
  period: "1h",
};

/** The server's limits (`server/limits.ts`): users of one test, users started per second, seconds of a run or a wave. */
const MAX_USERS = 20_000;
const MAX_SPAWN_RATE = 1_000;
const MAX_SECONDS = 7 * 86_400;

const TIME = pattern("Write it like 300, 20s, 3m or 1h30m, up to 168h.");

/** The setting that a form asks for, or what is wrong with it. */
export function settingOf(form: Form): { setting: LoadSetting } | { refusals: Refusals } {
  const refusals: Refusals = {};
  const users = whole(form.users, 1, MAX_USERS);
  if (users === undefined) refusals.users = say("A whole number from 1 to {most}.", { most: formatNumber(MAX_USERS) });
  const spawnRate = Number(form.spawnRate);
  if (form.spawnRate.trim() === "" || !(spawnRate >= 0.1 && spawnRate <= MAX_SPAWN_RATE))
    refusals.spawnRate = say("A number from 0.1 to {most}.", { most: formatNumber(MAX_SPAWN_RATE) });
  const runTimeSeconds = form.runTime.trim() === "" ? null : time(form.runTime);
  if (runTimeSeconds === undefined) refusals.runTime = say(TIME);
  const wave = waveOf(form, users ?? MAX_USERS);
  Object.assign(refusals, wave.refusals);
  if (Object.keys(refusals).length > 0) return { refusals };
  return { setting: { users: users!, spawnRate, runTimeSeconds: runTimeSeconds!, wave: wave.wave! } };
}

/** The wave of a form, as far as it is one. */
export function waveOf({ wave: kind, lowUsers, period }: Form, users: number): { wave?: Wave; refusals: Refusals } {
  if (kind === "constant") return { wave: { kind }, refusals: {} };
  const low = whole(lowUsers, 0, users);
  const periodSeconds = time(period);
  if (low !== undefined && periodSeconds !== undefined)
    return { wave: { kind, lowUsers: low, periodSeconds }, refusals: {} };
  return {
    refusals: {
      ...(low === undefined && {
        lowUsers: say("A whole number from 0 to {most}, the number of users.", { most: formatNumber(users) }),
      }),
      ...(periodSeconds === undefined && { period: say(TIME) }),
    },
  };
}

function whole(text: string, least: number, most: number): number | undefined {
  const number = Number(text);
  return text.trim() !== "" && Number.isInteger(number) && number >= least && number <= most ? number : undefined;
}

function time(text: string): number | undefined {
  const seconds = parseRunTime(text);
  return seconds !== undefined && seconds >= 1 && seconds <= MAX_SECONDS ? seconds : undefined;
}
