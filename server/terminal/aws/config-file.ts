import type { Io } from "../command.ts";
import { failed } from "./failure.ts";

/** Settings by section, in the file's order; a section of a profile is called `profile name`, the first one `default`. */
export type Config = Map<string, Map<string, string>>;

const pathOf = (io: Io) => io.env.AWS_CONFIG_FILE ?? `${io.env.HOME ?? io.cwd}/.aws/config`;
export const sectionOf = (profile: string) => (profile === "default" ? "default" : `profile ${profile}`);

/** `~/.aws/config` of the shell; empty where there is none. */
export async function readConfig(io: Io): Promise<Config> {
  const config: Config = new Map();
  let section: Map<string, string> | undefined;
  for (const line of ((await io.files.read(pathOf(io))) ?? "").split("\n")) {
    const name = /^\[\s*(.+?)\s*\]\s*$/.exec(line)?.[1];
    if (name !== undefined) {
      section = config.get(name) ?? new Map();
      config.set(name, section);
    }
    const setting = /^([^\s#;=][^=]*?)\s*=\s*(.*?)\s*$/.exec(line);
    if (setting) section?.set(setting[1]!, setting[2]!);
  }
  return config;
}

/** Changes one setting and leaves every other line of the file as it is. */
export async function writeSetting(io: Io, section: string, name: string, value: string): Promise<void> {
  const text = (await io.files.read(pathOf(io))) ?? "";
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const begin = lines.findIndex((it) => it.trim() === `[${section}]`);
  if (begin < 0) lines.push(`[${section}]`, `${name} = ${value}`);
  else {
    const next = lines.findIndex((it, i) => i > begin && it.startsWith("["));
    const end = next < 0 ? lines.length : next;
    const at = lines.findIndex((it, i) => i > begin && i < end && it.split("=")[0]!.trim() === name);
    if (at < 0) lines.splice(end, 0, `${name} = ${value}`);
    else lines[at] = `${name} = ${value}`;
  }
  await io.files.write(pathOf(io), `${lines.join("\n")}\n`);
}

/** Names of the profiles of a file. */
export const profilesOf = (config: Config): string[] =>
  [...config.keys()].flatMap((it) => (it === "default" ? [it] : it.startsWith("profile ") ? [it.slice(8).trim()] : []));

/** Which profile a line asks for, and how it asks; undefined where it asks for none. */
export function askedProfile(
  option: string | undefined,
  io: Io,
): { name: string; type: string; location: string } | undefined {
  if (option !== undefined) return { name: option, type: "manual", location: "--profile" };
  const name = io.env.AWS_PROFILE ?? io.env.AWS_DEFAULT_PROFILE;
  return name === undefined ? undefined : { name, type: "env", location: "['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']" };
}

/** The settings of a profile. Throws a Failure where there is none of the name that was asked for. */
export function settingsOf(config: Config, profile: string | undefined): Map<string, string> {
  if (profile !== undefined && !profilesOf(config).includes(profile))
    throw failed(`The config profile (${profile}) could not be found`);
  return config.get(sectionOf(profile ?? "default")) ?? new Map();
}
