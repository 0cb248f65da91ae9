import type { Io } from "../command.ts";
import type { Host } from "../host.ts";
import { askedProfile, profilesOf, readConfig, sectionOf, settingsOf, writeSetting } from "./config-file.ts";
import { failed, invalid, invalidChoice, unusable } from "./failure.ts";
import type { Globals } from "./globals.ts";
import { helpOfConfigure } from "./help.ts";

export const CONFIGURE_COMMANDS = ["list", "get", "set", "list-profiles", "help"];

/** `aws configure …`: the settings file of the shell. Keys are none of its settings: the shell signs with the account's own. */
export async function configure(words: string[], io: Io, host: Host, globals: Globals): Promise<number> {
  const [command, ...rest] = words;
  if (command === undefined)
    throw failed(
      "aws configure asks for keys, and this shell signs with the account's own. Set a Region with: aws configure set region <region>",
    );
  if (!CONFIGURE_COMMANDS.includes(command)) throw invalidChoice("subcommand", command, CONFIGURE_COMMANDS);
  switch (command) {
    case "get":
      return get(only(rest, "varname"), io, globals);
    case "set":
      return set(only(rest, "varname", "value"), io, globals);
    case "list":
      only(rest);
      return list(io, host, globals);
    case "list-profiles":
      only(rest);
      io.out([...profilesOf(await readConfig(io))].map((it) => `${it}\n`).join(""));
      return 0;
    default:
      io.out(helpOfConfigure(io.columns));
      return 0;
  }
}

/** Exactly these words. */
function only(words: string[], ...names: string[]): string[] {
  const missing = names.slice(words.length);
  if (missing.length > 0) throw unusable(`the following arguments are required: ${missing.join(", ")}`);
  if (words.length > names.length) throw invalid(`Unknown options: ${words.slice(names.length).join(", ")}`);
  return words;
}

/** `region`, `default.region`, `profile.shop.region`: which section, which setting. */
function placeOf(name: string, profile: string | undefined): { profile: string; setting: string } {
  const parts = name.split(".");
  if (parts[0] === "profile" && parts.length >= 3) return { profile: parts[1]!, setting: parts.slice(2).join(".") };
  if (parts[0] === "default" && parts.length >= 2) return { profile: "default", setting: parts.slice(1).join(".") };
  return { profile: profile ?? "default", setting: name };
}

async function get([name]: string[], io: Io, globals: Globals): Promise<number> {
  const config = await readConfig(io);
  const asked = askedProfile(globals.profile, io)?.name;
  settingsOf(config, asked);
  const { profile, setting } = placeOf(name!, asked);
  const value = config.get(sectionOf(profile))?.get(setting);
  if (value !== undefined) io.out(`${value}\n`);
  return value === undefined ? 1 : 0;
}

async function set([name, value]: string[], io: Io, globals: Globals): Promise<number> {
  const { profile, setting } = placeOf(name!, askedProfile(globals.profile, io)?.name);
  if (/^aws_(access_key_id|secret_access_key|session_token)$/.test(setting))
    throw failed(`${setting} is not set here: this shell signs with the account's own keys.`);
  if (!/^[A-Za-z][\w-]*$/.test(setting) || /[\n[\]]/.test(profile + value))
    throw failed(
      `${name} is no setting that can be kept: a name has letters, digits and underscores, a value one line.`,
    );
  await writeSetting(io, sectionOf(profile), setting, value!);
  return 0;
}

async function list(io: Io, host: Host, globals: Globals): Promise<number> {
  const row = (name: string, value: string, type: string, location: string) =>
    io.out(`${name.padStart(10)} ${value.padStart(24)} ${type.padStart(16)}    ${location}\n`);
  row("Name", "Value", "Type", "Location");
  row("----", "-----", "----", "--------");
  const profile = askedProfile(globals.profile, io);
  if (profile) row("profile", profile.name, profile.type, profile.location);
  else row("profile", "<not set>", "None", "None");
  const settings = settingsOf(await readConfig(io), profile?.name);
  row("access_key", "<the account's own>", "shell", "");
  row("secret_key", "<the account's own>", "shell", "");
  const fromEnvironment = io.env.AWS_REGION ?? io.env.AWS_DEFAULT_REGION;
  const fromFile = settings.get("region");
  if (fromEnvironment !== undefined) row("region", fromEnvironment, "env", "['AWS_REGION', 'AWS_DEFAULT_REGION']");
  else if (fromFile !== undefined) row("region", fromFile, "config-file", "~/.aws/config");
  else row("region", host.region, "shell", "");
  return 0;
}
