import { getCommandNames } from "just-bash";
import type { Completion } from "../../contract/terminal.ts";
import type { CommandModel } from "../aws/model.ts";
import { commands, RENAMED } from "../commands.ts";
import { HOME } from "../home.ts";
import type { Host } from "../host.ts";
import type { ShellState } from "../messages.ts";
import type { AccountFiles } from "./files.ts";
import { LEFT_OUT } from "./line.ts";
import { type Typed, typedAt } from "./words.ts";

/** What bash has built in, and its keywords. */
const BUILT_IN =
  "alias cd command declare echo eval exit export false for function if let local printf pwd read readonly return set shift shopt source test then true type unalias unset until while";
/** As many as a person looks through; more are no help. */
const MOST = 500;
const SPECIAL = /[\s'"\\$`!*?[\]{}|&;<>()~#]/g;

type Around = {
  shell: ShellState;
  files: AccountFiles;
  host: Host;
  commandModel(): Promise<CommandModel>;
};

/** What Tab would add to a line at the cursor. */
export async function complete(line: string, cursor: number, around: Around): Promise<Completion> {
  const typed = typedAt(line.slice(0, cursor));
  const begun = typed.words.at(-1)!;
  const variable = /^(.*\$\{?)(\w*)$/s.exec(begun);
  if (variable && typed.quote !== "'") return variables(typed, variable[1]!, variable[2]!, around.shell, cursor);
  const [name, ...words] = typed.words;
  const isCommand = typed.words.length === 1 && !begun.includes("/");
  if (isCommand) return answerOf(typed, cursor, commandNames(begun, around.shell));
  const own = commands.find((it) => it.name === name);
  const told = typed.words.includes(">") || typed.words.includes("<") ? [] : await own?.complete?.(words, around);
  if (told && told.length > 0) return answerOf(typed, cursor, told);
  return answerOf(typed, cursor, await paths(begun, around));
}

function commandNames(begun: string, { functions, settings }: ShellState): string[] {
  const aliases = [...settings.matchAll(/^alias (?:-- )?([^=\s]+)=/gm)].map(([, name]) => name!);
  const renamed = [...RENAMED.values()];
  const all = [
    ...getCommandNames().filter((it) => !LEFT_OUT.includes(it as never)),
    ...commands.map((it) => it.name).filter((it) => !renamed.includes(it)),
    ...RENAMED.keys(),
    ...BUILT_IN.split(" "),
    ...functions.map(([name]) => name),
    ...aliases,
  ];
  return all.filter((it) => it.startsWith(begun));
}

/** Names of variables; an open brace is closed. */
function variables(typed: Typed, before: string, begun: string, { settings }: ShellState, cursor: number): Completion {
  const names = [...settings.matchAll(/^declare -\S+ (\w+)/gm)].map(([, name]) => name!).concat("PWD");
  const close = before.endsWith("{") ? "}" : "";
  const found = [...new Set(names)].filter((it) => it.startsWith(begun)).sort();
  return { from: cursor - begun.length, candidates: found.map((it) => it + close + (typed.quote ? "" : " ")) };
}

/** Files and folders; of a folder what is in it can be asked for next. */
async function paths(begun: string, { shell, files }: Around): Promise<string[]> {
  const prefix = /^(file|fileb):\/\//.exec(begun)?.[0] ?? "";
  const path = begun.slice(prefix.length);
  const slash = path.lastIndexOf("/") + 1;
  const folder = path.slice(0, slash);
  const name = path.slice(slash);
  const at = folder.startsWith("~/") ? HOME + folder.slice(1) : folder;
  const entries = await files.readdirWithFileTypes(files.resolvePath(shell.cwd, at || ".")).catch(() => []);
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.name.startsWith(name) || (entry.name.startsWith(".") && !name.startsWith("."))) continue;
    found.push(`${prefix}${folder}${entry.name}${entry.isDirectory ? "/" : ""}`);
  }
  return found;
}

/** The candidates as they are typed: quoted like the word begins, and with a space where they are whole. */
function answerOf({ from, quote }: Typed, cursor: number, found: string[]): Completion {
  const written = (it: string) =>
    quote ? quote + it : it.replace(/^(~\/)?(.*)$/s, (_, home = "", rest) => home + rest.replace(SPECIAL, "\\$&"));
  const end = (it: string) => (/[/=]$/.test(it) ? "" : quote ? `${quote} ` : " ");
  const candidates = [...new Set(found)]
    .sort()
    .slice(0, MOST)
    .map((it) => written(it) + end(it));
  return { from: Math.min(from, cursor), candidates };
}
