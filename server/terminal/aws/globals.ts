import { failed, invalid, unusable } from "./failure.ts";
import { FORMATS, type Format } from "./output/index.ts";
import { parseWords } from "./parser.ts";

/** The options that stand before or behind every command. */
export type Globals = {
  output: Format | undefined;
  query: string | undefined;
  region: string | undefined;
  profile: string | undefined;
  paginate: boolean;
  color: "on" | "off" | "auto";
  version: boolean;
};

const flag = (name: string) => ({ flag: `--${name}`, key: name, takes: "none" as const });
const value = (name: string, choices?: string[]) => ({ flag: `--${name}`, key: name, takes: "one" as const, choices });

/** In the order in which the CLI names them. What has no meaning where nothing goes over a network is read and left. */
export const GLOBAL_OPTIONS = [
  flag("debug"),
  value("endpoint-url"),
  flag("no-verify-ssl"),
  flag("no-paginate"),
  value("output", [...FORMATS]),
  value("query"),
  value("profile"),
  value("region"),
  flag("version"),
  value("color", ["on", "off", "auto"]),
  flag("no-sign-request"),
  value("ca-bundle"),
  { ...value("cli-read-timeout"), integer: true },
  { ...value("cli-connect-timeout"), integer: true },
  value("cli-binary-format", ["base64", "raw-in-base64-out"]),
  flag("no-cli-pager"),
  flag("cli-auto-prompt"),
  flag("no-cli-auto-prompt"),
];

/** Reads the global options and the name of the command out of a line. */
export function readGlobals(
  words: string[],
  commands: string[],
): { globals: Globals; command: string; rest: string[] } {
  const { values, positional, rest } = parseWords(words, GLOBAL_OPTIONS, { name: "command", choices: commands });
  const endpoint = values.get("endpoint-url") as string | undefined;
  if (endpoint !== undefined && !/^[A-Za-z][\w+.-]*:\/\//.test(endpoint))
    throw invalid(
      `Bad value for --endpoint-url "${endpoint}": scheme is missing.  Must be of the form http://<hostname>/ or https://<hostname>/`,
    );
  if (values.has("cli-auto-prompt"))
    throw failed("Auto-prompt is not part of this shell. Press Tab to complete a word.");
  if (values.has("no-sign-request")) throw failed("This shell signs every call; --no-sign-request is not part of it.");
  if (positional === undefined && !values.has("version"))
    throw unusable("the following arguments are required: command");
  return {
    globals: {
      output: values.get("output") as Format | undefined,
      query: values.get("query") as string | undefined,
      region: values.get("region") as string | undefined,
      profile: values.get("profile") as string | undefined,
      paginate: !values.has("no-paginate"),
      color: (values.get("color") ?? "auto") as Globals["color"],
      version: values.has("version"),
    },
    command: positional ?? "",
    rest,
  };
}
