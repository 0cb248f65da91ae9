import type { CommandNode, SimpleCommandNode, StatementNode } from "just-bash";
import { RENAMED } from "../commands.ts";

type Redirection = SimpleCommandNode["redirections"][number];
type FunctionNode = Extract<CommandNode, { type: "FunctionDef" }>;

/** Where a line's output goes: names of the file system that stand for the terminal. */
export type Printers = { out: string; err: string };

/** Which of a command's streams reach the terminal. */
export type Live = { out: boolean; err: boolean };

/** A file descriptor on which a command of ours is told what of it is live, instead of a redirection: it prints by itself, as it goes. */
export const LIVE_FD = 63;
export const liveOf = (told: string | undefined): Live => ({
  out: told?.includes("o") ?? false,
  err: told?.includes("e") ?? false,
});

/**
 * The shell gives output when a line has ended. For a terminal it has to come as it is made: whatever would reach the terminal is
 * pointed at two names that print, and nothing else is touched. That is the last command of a pipeline for standard output and each
 * of it for standard error, unless they redirect themselves; inside of loops, conditions and groups too. The body of a function
 * depends on where it is called from, so a function that is called in such a place gets a twin whose body prints.
 */
export class Streaming {
  readonly #printers: Printers;
  readonly #own: ReadonlySet<string>;
  /** Functions by name: the body as written, and where the function and its twins are defined. */
  readonly #functions = new Map<
    string,
    { node: FunctionNode; body: FunctionNode["body"]; definitions: StatementNode[] }[]
  >();
  readonly #made = new Set<string>();
  readonly #wanted: { name: string; live: Live }[] = [];

  /** `own`: commands that print by themselves. */
  constructor(printers: Printers, own: ReadonlySet<string>) {
    this.#printers = printers;
    this.#own = own;
  }

  /** Points the output of `statements` at the terminal. `before`: what runs before them, where their functions may be from. */
  apply(statements: StatementNode[], before: StatementNode[] = [], live: Live = { out: true, err: true }): void {
    for (const list of [before, statements]) this.#findFunctions(list);
    this.#statements(statements, live);
    for (let twin = this.#wanted.shift(); twin; twin = this.#wanted.shift()) this.#makeTwin(twin);
  }

  #statements(list: StatementNode[], live: Live): void {
    for (const { pipelines } of list)
      for (const { commands, pipeStderr = [] } of pipelines)
        for (const [i, it] of commands.entries())
          this.#command(it, { out: live.out && i === commands.length - 1, err: live.err && !pipeStderr[i] });
  }

  #command(node: CommandNode, live: Live): void {
    if (node.type === "FunctionDef") return;
    const here = {
      out: live.out && !node.redirections.some(redirects(1)),
      err: live.err && !node.redirections.some(redirects(2)),
    };
    if (node.type === "SimpleCommand") this.#simple(node, here);
    else for (const list of bodiesOf(node)) this.#statements(list, here);
  }

  #simple(node: SimpleCommandNode, live: Live): void {
    if (!node.name || !(live.out || live.err)) return; // An assignment writes nothing.
    const typed = literal(node.name) ?? "";
    const name = this.#functions.has(typed) ? typed : (RENAMED.get(typed) ?? typed);
    if (name !== typed) node.name = wordOf(name);
    if (this.#functions.has(name)) {
      node.name = wordOf(twinName(name, live));
      this.#wanted.push({ name, live });
    } else if (this.#own.has(name)) {
      const told = wordOf(`${live.out ? "o" : ""}${live.err ? "e" : ""}`);
      node.redirections.push({ type: "Redirection", fd: LIVE_FD, operator: "<<<", target: told });
    } else {
      if (live.err) node.redirections.unshift(append(2, this.#printers.err));
      if (live.out) node.redirections.unshift(append(1, this.#printers.out));
    }
  }

  /** Every definition, however deep; each is put into a group, so that its twins can be defined right after it. */
  #findFunctions(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (isFunction(inner)) (value as Record<string, unknown>)[key] = this.#withTwins(inner);
      else this.#findFunctions(inner);
    }
  }

  #withTwins(node: FunctionNode): CommandNode {
    const known = this.#functions.get(node.name) ?? [];
    const body = structuredClone(node.body);
    const definitions = [statementOf(node)];
    this.#functions.set(node.name, [...known, { node, body, definitions }]);
    this.#findFunctions(node.body);
    return { type: "Group", body: definitions, redirections: [] };
  }

  #makeTwin({ name, live }: { name: string; live: Live }): void {
    const twin = twinName(name, live);
    if (this.#made.has(twin)) return;
    this.#made.add(twin);
    for (const { node, body, definitions } of this.#functions.get(name)!) {
      const copy: FunctionNode = { ...node, name: twin, body: structuredClone(body) };
      const here = {
        out: live.out && !node.redirections.some(redirects(1)),
        err: live.err && !node.redirections.some(redirects(2)),
      };
      this.#command(copy.body, here);
      definitions.push(statementOf(copy));
    }
  }
}

const isFunction = (value: unknown): value is FunctionNode =>
  typeof value === "object" && value !== null && (value as { type?: unknown }).type === "FunctionDef";

/** A name that looks the same and is another one: with spaces that have no width at its end. */
const MARK = "\u200b";
const twinName = (name: string, { out, err }: Live) => name + MARK.repeat((out ? 1 : 0) + (err ? 2 : 0));
/** A message of the shell with the names as they were typed. */
export const withoutMarks = (text: string): string => text.replaceAll(/\u200b+(?=:)/g, "");

const statementOf = (command: CommandNode): StatementNode => ({
  type: "Statement",
  pipelines: [{ type: "Pipeline", commands: [command], negated: false }],
  operators: [],
  background: false,
});

/** A word that stands for itself; undefined where it is expanded. */
function literal(word: { parts: { type: string }[] }): string | undefined {
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

const append = (fd: number, path: string): Redirection => ({
  type: "Redirection",
  fd,
  operator: ">>",
  target: wordOf(path),
});

function wordOf(text: string): SimpleCommandNode["args"][number] {
  return { type: "Word", parts: [{ type: "Literal", value: text }] };
}
