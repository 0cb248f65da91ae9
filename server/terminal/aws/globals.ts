import { failed, invalid, unusable } from "./failure.ts";
import { wholeNumber } from "./numbers.ts";
import { FORMATS, type Format } from "./output/index.ts";
import { type OptionSyntax, parseWords } from "./parser.ts";

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

/** `idle`: read, so that a line from elsewhere works, and without a meaning where nothing goes over a network. */
type GlobalOption = OptionSyntax & { idle?: true };

const flag = (name: string): GlobalOption => ({ flag: `--${name}`, key: name, takes: "none" });
const value = (name: string, choices?: string[]): GlobalOption => ({
  flag: `--${name}`,
  key: name,
  takes: "one",
  choices,
});
const idle = (option: GlobalOption): GlobalOption => ({ ...option, idle: true });

/** In the order in which the CLI names them. */
export const GLOBAL_OPTIONS: GlobalOption[] = [
  idle(flag("debug")),
  idle(value("endpoint-url")),
  idle(flag("no-verify-ssl")),
  flag("no-paginate"),
  value("output", [...FORMATS]),
  value("query"),
  value("profile"),
  value("region"),
  flag("version"),
  value("color", ["on", "off", "auto"]),
  idle(flag("no-sign-request")),
  idle(value("ca-bundle")),
  idle(value("cli-read-timeout")),
  idle(value("cli-connect-timeout")),
  idle(value("cli-binary-format", ["base64", "raw-in-base64-out"])),
  idle(flag("no-cli-pager")),
  idle(flag("cli-auto-prompt")),
  idle(flag("no-cli-auto-prompt")),
];

/** Those worth naming to a reader. */
export const NAMED_GLOBAL_OPTIONS: OptionSyntax[] = GLOBAL_OPTIONS.filter((it) => !it.idle);

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
  for (const it of ["cli-read-timeout", "cli-connect-timeout"]) if (values.has(it)) wholeNumber(values.get(it));
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
