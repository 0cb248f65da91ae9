import { type CommandNode, parse, type StatementNode, serialize } from "just-bash";
import { limits } from "../../limits.ts";
import type { ShellState } from "../messages.ts";

/** Set by the shell itself at every start; `PWD` and the last exit codes are kept apart. */
const OWN = /^declare -\S+ (\?|BASHOPTS|SHELLOPTS|PIPESTATUS|PWD|COLUMNS|LINES)=/;
/** Options that hold for their line alone: `set -e` would end the shell at the first command that fails, `set -x` would trace what we do. */
const KEPT_OPTION =
  /^(set [-+]o (pipefail|nounset|noclobber|noglob|allexport)|shopt -[su] (extglob|dotglob|nullglob|failglob|globstar|nocaseglob|nocasematch))$/;

/** Commands that make a shell what it was, to run before a line. The last one gives the exit codes back. */
export function restoring({ settings, functions, statuses }: ShellState): StatementNode[] {
  const definitions = functions.map(([, definition]) => definition);
  const ending = statuses.map((status) => `(exit ${status})`).join(" | ");
  return parse([settings, ...definitions, "shopt -s expand_aliases", ending].join("\n")).statements;
}

/** Commands that write the shell's state to `path`, to run after a line. */
export function saving(path: string): StatementNode[] {
  const commands = ["declare -p", "echo", "declare -F", "echo", "pwd", "echo", "alias", "set +o", "shopt -p"];
  return parse(`{ ${commands.map((it) => `builtin ${it}; `).join("")}} > ${path} 2>&1`).statements;
}

/**
 * The state from what `saving` wrote after a line that has run; undefined where it wrote nothing, because the line was stopped. The
 * shell lists functions without their bodies: these come from `defined`, the line's own text and the functions there were before.
 */
export function savedShell(written: string, before: ShellState, defined: [string, string][]): ShellState | undefined {
  const [variables, names, cwd, options] = written.split(/^\n/m).map((it) => it.split("\n").filter(Boolean));
  if (!variables || !names || !cwd?.[0] || !options) return undefined;
  const bodies = new Map([...before.functions, ...defined]);
  const functions = names.flatMap((it): [string, string][] => {
    const name = it.replace(/^declare -f\S* /, "");
    const body = bodies.get(name);
    return body === undefined ? [] : [[name, body]];
  });
  const settings = [
    ...variables.filter((it) => !OWN.test(it)).map(assignment),
    ...options.filter((it) => it.startsWith("alias ") || KEPT_OPTION.test(it)),
  ].join("\n");
  const statuses = statusesIn(variables);
  const size = settings.length + functions.reduce((sum, [, body]) => sum + body.length, 0);
  if (size > limits.terminalShell) return { ...before, cwd: cwd[0], statuses };
  return { cwd: cwd[0], statuses, settings, functions };
}

/** The shell reads its own `declare -a list=([0]="b c")` as two elements; an assignment of its own it reads right. */
function assignment(declaration: string): string {
  const [, flags, name, elements] = /^declare -(\S*[aA]\S*) (\w+)=(\(.*\))$/s.exec(declaration) ?? [];
  if (!flags) return declaration;
  const readonly = flags.includes("r") ? `; readonly ${name}` : "";
  return `declare -${flags.replace("r", "")} ${name}; ${name}=${elements}${readonly}`;
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
function statusesIn(variables: string[]): number[] {
  const last = Number(/^declare -- \?="(\d+)"$/m.exec(variables.join("\n"))?.[1] ?? 0);
  const line = variables.find((it) => it.startsWith("declare -a PIPESTATUS=")) ?? "";
  const pipe = [...line.matchAll(/="(\d+)"/g)].map(([, status]) => Number(status));
  return pipe.at(-1) === last ? pipe : [last];
}
