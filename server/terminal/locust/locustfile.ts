import type { LoadTask, WaitTime } from "../../contract/index.ts";
import { limits } from "../../limits.ts";
import { type Line, linesOf, NotUnderstood, type Token } from "./python-lines.ts";
import { type Call, numberIn, Reader, type Value } from "./python-values.ts";

/** One User class: what it asks for, how often, how long it waits, and which host it names. */
export type User = { name: string; line: number; host?: string; wait: WaitTime; tasks: LoadTask[] };

type Request = Pick<LoadTask, "method" | "path" | "name">;
type Task = { weight: number; requests: Request[] };
type Statement = { words: Token[]; line: number };

const USERS = ["HttpUser", "FastHttpUser"];
const METHODS = ["get", "post", "put", "patch", "delete", "head", "options"];
/** What a request may carry besides its path and name. The sample application reads none of it. */
const IGNORED = ["json", "data", "params", "headers", "timeout", "allow_redirects", "verify", "auth", "cookies"];

/**
 * Reads a simple locustfile: User classes with `wait_time`, `host`, `@task` with weights, and requests of `self.client` with plain
 * paths. Python is not run; whatever else the file does is refused with a sentence and its line (`NotUnderstood`).
 */
export function readLocustfile(text: string): User[] {
  const lines = linesOf(text);
  const constants = new Map<string, Value>();
  const users: User[] = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i]!;
    if (line.indent > 0) throw new NotUnderstood(line.line, "the line is indented and belongs to nothing.");
    const block = blockAfter(lines, i);
    if (line.tokens[0]!.text === "class" && line.tokens[0]!.kind === "name") {
      const user = readClass(line, block, constants);
      if (user) users.push(user);
    } else {
      if (block.length > 0)
        throw new NotUnderstood(line.line, `"${line.tokens[0]!.text}" with a block is not understood.`);
      readTopLevel(line, constants);
    }
    i += 1 + block.length;
  }
  return users;
}

/** The lines below line `i` that are indented deeper. */
function blockAfter(lines: Line[], i: number): Line[] {
  const end = lines.findIndex((it, n) => n > i && it.indent <= lines[i]!.indent);
  return lines.slice(i + 1, end < 0 ? lines.length : end);
}

/** Imports, a text, or a constant. */
function readTopLevel({ tokens, line }: Line, constants: Map<string, Value>): void {
  const reader = new Reader(tokens, line, constants);
  if (tokens.length === 1 && tokens[0]!.kind === "string") return;
  if (reader.takes("from") || reader.takes("import")) {
    const renamed = tokens.find((it) => it.kind === "name" && it.text === "as");
    if (renamed)
      throw new NotUnderstood(renamed.line, '"as" in an import is not understood: use the names as they are.');
    return;
  }
  const name = reader.name("what this line does is not understood: a name");
  if (!reader.takes("="))
    throw new NotUnderstood(
      line,
      `"${name}" is not understood: outside of classes there may be imports and constants.`,
    );
  constants.set(name, reader.value());
  reader.end();
}

/** One class; undefined where it is marked as abstract. */
function readClass({ tokens, line }: Line, block: Line[], constants: Map<string, Value>): User | undefined {
  const reader = new Reader(tokens, line, constants);
  reader.takes("class");
  const name = reader.name("the name of the class");
  const base = reader.takes("(") ? reader.path("the class it extends") : "nothing";
  if (!USERS.includes(base))
    throw new NotUnderstood(
      line,
      base === "LoadTestShape"
        ? "a LoadTestShape is not understood: choose a wave in the Load panel."
        : `a class that extends ${base} is not understood: extend HttpUser.`,
    );
  reader.expect(")", "after the class it extends");
  reader.expect(":", `after class ${name}(${base})`);
  if (block.length === 0) throw new NotUnderstood(line, `class ${name} is empty.`);

  const user: User = { name, line, wait: { kind: "pause", seconds: 0 }, tasks: [] };
  const tasks: Task[] = [];
  let abstract = false;
  const { indent } = block[0]!;
  for (let i = 0; i < block.length; ) {
    const member = block[i]!;
    if (member.indent !== indent) throw new NotUnderstood(member.line, "the indentation fits nothing above it.");
    const below = blockAfter(block, i);
    const first = member.tokens[0]!;
    if (first.kind === "sign" && first.text === "@") {
      const method = block[i + 1];
      if (!method || method.indent !== indent) throw new NotUnderstood(member.line, "@task stands above nothing.");
      const body = blockAfter(block, i + 1);
      tasks.push({ weight: weightOf(member, constants), requests: readMethod(method, body, constants) });
      i += 2 + body.length;
      continue;
    }
    if (below.length > 0 || (first.kind === "name" && first.text === "def"))
      throw new NotUnderstood(
        member.line,
        first.text === "def" && member.tokens[1]
          ? `${member.tokens[1].text}() is not understood: only methods with @task above them are.`
          : `"${first.text}" is not understood in a class.`,
      );
    if (!(member.tokens.length === 1 && (first.kind === "string" || first.text === "pass")))
      abstract = readAttribute(member, user, constants) || abstract;
    i += 1;
  }
  if (abstract) return undefined;
  Object.assign(user, perRequest(user, tasks));
  return user;
}

/** `wait_time`, `host`, `weight`, `abstract`. Says whether the class is abstract. */
function readAttribute({ tokens, line }: Line, user: User, constants: Map<string, Value>): boolean {
  const reader = new Reader(tokens, line, constants);
  const name = reader.name("the name of a setting");
  if (!reader.takes("=")) throw new NotUnderstood(line, `"${name}" is not understood in a class.`);
  if (name === "wait_time") {
    user.wait = waitOf(reader.call(reader.path("between, constant, constant_pacing or constant_throughput")));
    reader.end();
    return false;
  }
  const value = reader.value();
  reader.end();
  if (name === "host" && typeof value === "string") user.host = value;
  else if (name !== "weight" && name !== "abstract")
    throw new NotUnderstood(line, `"${name}" is not understood: of a class wait_time, host, weight and abstract are.`);
  return name === "abstract" && value === true;
}

function waitOf({ name, line, positional, named }: Call): WaitTime {
  const number = (i: number, key: string) => {
    const value = numberIn(positional[i] ?? named.get(key), { line });
    if (value < 0) throw new NotUnderstood(line, "a wait cannot be negative.");
    return value;
  };
  const wait = (): WaitTime => {
    switch (name) {
      case "between":
        return { kind: "pause", seconds: (number(0, "min_wait") + number(1, "max_wait")) / 2 };
      case "constant":
        return { kind: "pause", seconds: number(0, "wait_time") };
      case "constant_pacing":
        return { kind: "pacing", seconds: number(0, "wait_time") };
      case "constant_throughput": {
        const throughput = number(0, "task_runs_per_second");
        if (throughput === 0) throw new NotUnderstood(line, "a throughput of 0 never asks for anything.");
        return { kind: "pacing", seconds: 1 / throughput };
      }
      default:
        throw new NotUnderstood(
          line,
          `${name} is not understood as a wait: between, constant, constant_pacing and constant_throughput are.`,
        );
    }
  };
  const it = wait();
  if (it.seconds > limits.loadWaitSeconds)
    throw new NotUnderstood(line, `a wait is at most ${limits.loadWaitSeconds} seconds here.`);
  return it;
}

/** The number in `@task(3)`; 1 where there is none. */
function weightOf({ tokens, line }: Line, constants: Map<string, Value>): number {
  const reader = new Reader(tokens, line, constants);
  reader.takes("@");
  const name = reader.path("the name of the decorator");
  if (name !== "task") throw new NotUnderstood(line, `@${name} is not understood: @task is.`);
  if (!reader.next) return 1;
  const { positional, named } = reader.call("task");
  reader.end();
  const weight = numberIn(positional[0] ?? named.get("weight") ?? 1, { line });
  if (!(weight > 0) || !Number.isInteger(weight)) throw new NotUnderstood(line, "a weight is a whole number above 0.");
  return weight;
}

/** `def name(self):` with requests in it. */
function readMethod(line: Line, block: Line[], constants: Map<string, Value>): Request[] {
  const reader = new Reader(line.tokens, line.line, constants);
  if (!reader.takes("def")) throw new NotUnderstood(line.line, "below @task a method is expected: def name(self):");
  reader.name("the name of the method");
  reader.expect("(", "after the method's name");
  reader.name("self");
  reader.expect(")", "after self");
  reader.expect(":", "after the method's name");
  const inline = reader.rest();
  const statements: Statement[] = [
    ...(inline.length > 0 ? [{ words: inline, line: line.line }] : []),
    ...block.map((it) => ({ words: it.tokens, line: it.line })),
  ];
  if (statements.length === 0) throw new NotUnderstood(line.line, "the method does nothing.");
  return statements.flatMap((it) => readStatement(it, constants));
}

function readStatement({ words, line }: Statement, constants: Map<string, Value>): Request[] {
  const first = words[0]!;
  if (words.length === 1 && (first.kind === "string" || first.text === "pass")) return [];
  const reader = new Reader(words, line, constants);
  const called = first.kind === "name" ? reader.path("a call") : first.text;
  const method = called.startsWith("self.client.") ? called.slice("self.client.".length) : "";
  if (!METHODS.includes(method))
    throw new NotUnderstood(
      line,
      `"${called}" is not understood: in a task self.client.get("/path"), post and the like are.`,
    );
  const { positional, named } = reader.call(called);
  reader.end();
  for (const key of named.keys())
    if (key !== "name" && key !== "url" && !IGNORED.includes(key))
      throw new NotUnderstood(line, `"${key}=" of a request is not understood.`);
  const path = positional[0] ?? named.get("url");
  if (typeof path !== "string" || !path.startsWith("/") || /[\s\p{Cc}]/u.test(path) || path.length > 200)
    throw new NotUnderstood(line, `a request needs a path as a plain string that begins with "/": "/".`);
  const name = named.get("name") ?? path;
  if (typeof name !== "string" || name === "" || name.length > 200 || /\p{Cc}/u.test(name))
    throw new NotUnderstood(line, "name= is a text of at most 200 characters in one line.");
  return [{ method: method.toUpperCase(), path, name } as Request];
}

/** Waits and weights of single requests: a task of k requests waits once, so that each of them waits the k-th part. */
function perRequest({ name, line, wait }: User, tasks: Task[]): Pick<User, "wait" | "tasks"> {
  const requests = new Map<string, LoadTask>();
  let weights = 0;
  let count = 0;
  for (const task of tasks) {
    weights += task.weight;
    count += task.weight * task.requests.length;
    for (const request of task.requests) {
      const key = `${request.method} ${request.name}`;
      const known = requests.get(key);
      if (known) known.weight += task.weight;
      else requests.set(key, { ...request, weight: task.weight });
    }
  }
  if (requests.size === 0)
    throw new NotUnderstood(line, `class ${name} asks for nothing: it needs a method with @task.`);
  if (requests.size > limits.loadTasks)
    throw new NotUnderstood(
      line,
      `class ${name} has ${requests.size} different requests; ${limits.loadTasks} are counted apart.`,
    );
  return { wait: { ...wait, seconds: (wait.seconds * weights) / count }, tasks: [...requests.values()] };
}
