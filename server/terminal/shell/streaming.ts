import { type CommandNode, parse, type ScriptNode, type SimpleCommandNode, type StatementNode } from "just-bash";

type Redirection = SimpleCommandNode["redirections"][number];

/** Where a line's output goes: names of the file system that stand for the terminal. */
export type Printers = { out: string; err: string };

/** What a command of ours is told in place of a redirection, as its first argument: it prints by itself, as it goes. */
export const LIVE = "\u0001live:";

/**
 * The shell gives output when a line has ended. For a terminal it has to come as it is made: whatever would reach the terminal is
 * pointed at two names that print, and nothing else is touched. That is the last command of a pipeline for standard output and each
 * of it for standard error, unless they redirect themselves, inside of loops, conditions and groups too. A function is called with
 * its output redirected as a whole. `own`: commands that print by themselves.
 */
export function streaming(script: ScriptNode, printers: Printers, own: ReadonlySet<string>): ScriptNode {
  const append = (fd: number, path: string): Redirection => ({
    type: "Redirection",
    fd,
    operator: ">>",
    target: wordOf(path),
  });

  function statements(list: StatementNode[], out: boolean, err: boolean): void {
    for (const { pipelines } of list)
      for (const { commands, pipeStderr = [] } of pipelines)
        for (const [i, it] of commands.entries()) command(it, out && i === commands.length - 1, err && !pipeStderr[i]);
  }

  function command(node: CommandNode, out: boolean, err: boolean): void {
    if (node.type === "FunctionDef") return;
    const here = {
      out: out && !node.redirections.some(redirects(1)),
      err: err && !node.redirections.some(redirects(2)),
    };
    if (node.type === "SimpleCommand") simple(node, here);
    else for (const list of bodiesOf(node)) statements(list, here.out, here.err);
  }

  function simple(node: SimpleCommandNode, { out, err }: { out: boolean; err: boolean }): void {
    if (!node.name || !(out || err)) return; // An assignment writes nothing.
    if (own.has(literal(node.name) ?? "")) {
      node.args.unshift(wordOf(`${LIVE}${out ? "o" : ""}${err ? "e" : ""}`));
      return;
    }
    if (err) node.redirections.unshift(append(2, printers.err));
    if (out) node.redirections.unshift(append(1, printers.out));
  }

  statements(script.statements, true, true);
  return script;
}

/** A word that stands for itself; undefined where it is expanded. */
export function literal(word: { parts: { type: string }[] }): string | undefined {
  const [part, ...more] = word.parts as { type: string; value?: string }[];
  return more.length === 0 && part?.type === "Literal" ? part.value : undefined;
}

/** The statements inside of a compound command: conditions and bodies. */
function bodiesOf(node: CommandNode): StatementNode[][] {
  if (node.type === "If")
    return [
      ...node.clauses.flatMap(({ condition, body }) => [condition, body]),
      ...(node.elseBody ? [node.elseBody] : []),
    ];
  if (node.type === "While" || node.type === "Until") return [node.condition, node.body];
  if (node.type === "Case") return node.items.map(({ body }) => body);
  return "body" in node && Array.isArray(node.body) ? [node.body] : [];
}

const redirects = (fd: number) => (it: Redirection) =>
  it.operator.startsWith("&>") || (it.operator.startsWith(">") && (it.fd ?? 1) === fd);

function wordOf(text: string): SimpleCommandNode["args"][number] {
  return { type: "Word", parts: [{ type: "Literal", value: text }] };
}

/** Parses what this project itself writes. */
export const parsed = (text: string): StatementNode[] => parse(text).statements;
