import { type CommandNode, parse, type StatementNode, serialize } from "just-bash";
import { limits } from "../../limits.ts";
import type { ShellState } from "../messages.ts";

/** Options that are kept, by the variable that lists those which are on. `set -e` and `set -x` hold for their line alone: they would end the shell at the first command that fails, and trace what we do. */
const KEPT_OPTIONS = new Map([
  ["SHELLOPTS", { command: "set -o", names: ["pipefail", "nounset", "noclobber", "noglob", "allexport"] }],
  [
    "BASHOPTS",
    {
      command: "shopt -s",
      names: ["extglob", "dotglob", "nullglob", "failglob", "globstar", "nocaseglob", "nocasematch"],
    },
  ],
]);
/** Variables that are kept apart, or that say where the shell runs and not what it is. */
const APART = /^(\?|BASHOPTS|SHELLOPTS|PIPESTATUS|PWD|COLUMNS|LINES)$/;
const DECLARATION = /^declare -(\S+) ([^\s=]+)(?:=(.*))?$/s;

/** Commands that make a shell what it was, to run before a line. The last one gives the exit codes back. */
export function restoring({ settings, functions, statuses }: ShellState): StatementNode[] {
  const commands = [settings, ...functions.map(([, definition]) => definition)];
  if (/^alias /m.test(settings)) commands.push("shopt -s expand_aliases");
  if (statuses.some((it) => it !== 0) || statuses.length > 1)
    commands.push(statuses.map((status) => `(exit ${status})`).join(" | "));
  return parse(commands.join("\n")).statements;
}

/** Commands that write the shell's state to `path`, to run after a line. The first one still sees its exit codes. */
export function saving(path: string): StatementNode[] {
  const commands = ["declare -p", "declare -F", "alias", "pwd"].map((it) => `builtin ${it}; `);
  return parse(`{ ${commands.join("")}} > ${path} 2>&1`).statements;
}

/**
 * The state from what `saving` wrote after a line that has run; undefined where it wrote nothing, because the line was stopped. What
 * every shell has at its start (`fresh`) is left out. The shell lists functions without their bodies: these come from `defined`, the
 * line's own text, and the functions there were before.
 */
export function savedShell(
  written: string,
  before: ShellState,
  defined: [string, string][],
  fresh: ReadonlySet<string>,
): ShellState | undefined {
  const lines = written.split("\n").filter(Boolean);
  const cwd = lines.pop();
  if (cwd === undefined) return undefined;
  const bodies = new Map([...before.functions, ...defined]);
  const shell: ShellState = { cwd, statuses: statusesIn(lines), settings: "", functions: [] };
  const settings: string[] = [];
  for (const line of lines) {
    const [, flags = "", name = "", value] = DECLARATION.exec(line) ?? [];
    const options = KEPT_OPTIONS.get(name);
    if (flags.startsWith("f")) {
      const body = bodies.get(name);
      if (body !== undefined) shell.functions.push([name, body]);
    } else if (options) {
      const on = value?.slice(1, -1).split(":") ?? [];
      settings.push(...options.names.filter((it) => on.includes(it)).map((it) => `${options.command} ${it}`));
    } else if (line.startsWith("alias ")) settings.push(line);
    else if (name && !APART.test(name) && !fresh.has(line)) settings.push(assignment(line, flags, name, value));
  }
  shell.settings = settings.join("\n");
  const size = shell.settings.length + shell.functions.reduce((sum, [, body]) => sum + body.length, 0);
  return size > limits.terminalShell ? { ...before, cwd, statuses: shell.statuses } : shell;
}

/** The shell reads its own `declare -a list=([0]="b c")` as two elements; an assignment of its own it reads right. */
function assignment(declaration: string, flags: string, name: string, value: string | undefined): string {
  if (!/[aA]/.test(flags) || value === undefined) return declaration;
  const readonly = flags.includes("r") ? `; readonly ${name}` : "";
  return `declare -${flags.replace("r", "")} ${name}; ${name}=${value}${readonly}`;
}

/** Functions that a line defines, wherever in it, as text. */
export function definitionsIn(statements: StatementNode[]): [string, string][] {
  const found: [string, string][] = [];
  const look = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if ((node as CommandNode).type === "FunctionDef") {
      const definition = node as CommandNode & { type: "FunctionDef" };
      found.push([definition.name, textOf(definition)]);
    }
    Object.values(node).forEach(look);
  };
  look(statements);
  return found;
}

const textOf = (command: CommandNode): string =>
  serialize({
    type: "Script",
    statements: [
      {
        type: "Statement",
        pipelines: [{ type: "Pipeline", commands: [command], negated: false }],
        operators: [],
        background: false,
      },
    ],
  });

/** `$?` and what `PIPESTATUS` was; of the two, `$?` counts. */
function statusesIn(lines: string[]): number[] {
  const last = Number(
    /^declare -- \?="(\d+)"$/.exec(lines.find((it) => it.startsWith("declare -- ?=")) ?? "")?.[1] ?? 0,
  );
  const line = lines.find((it) => it.startsWith("declare -a PIPESTATUS=")) ?? "";
  const pipe = [...line.matchAll(/="(\d+)"/g)].map(([, status]) => Number(status));
  return pipe.at(-1) === last ? pipe : [last];
}
