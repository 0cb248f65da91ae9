import { InMemoryFs } from "just-bash";
import { limits } from "../../limits.ts";
import type { FileChanges, FileRecord } from "../../storage/terminals.ts";
import { HOME } from "../home.ts";

/** What the shell makes anew for every line; nothing in there is kept. */
const SYSTEM = /^\/(bin|usr|dev|proc)(\/|$)/;
/** Room for what the shell makes itself, two small files for every command. */
const SYSTEM_BYTES = 64 * 1024;
const LONGEST_PATH = 1_000;
/** `touch` gives the machine's time; what is this near to it is meant as now. */
const NOW_MS = 1_000;

/** The files of one account as its shells see them: in memory, bounded, and stamped with account time. */
export class AccountFiles extends InMemoryFs {
  /** Account time, epoch milliseconds. */
  now: number;
  /** Names that stand for a terminal: what is written there is printed. */
  readonly #printers = new Map<string, (text: string) => void | Promise<void>>();
  /** What is saved, by path: a text that differs when the file does. */
  readonly #kept = new Map<string, string>();

  private constructor(now: number) {
    super({}, { maxTotalBytes: limits.terminalFileBytes + SYSTEM_BYTES });
    this.now = now;
    super.mkdirSync(HOME, { recursive: true });
    super.mkdirSync("/tmp", { recursive: true });
  }

  /** The account's files as its shells left them. */
  static async of(files: FileRecord[], now: number): Promise<AccountFiles> {
    const account = new AccountFiles(now);
    for (const file of files) {
      await account.#restore(file);
      account.#kept.set(file.path, await account.#version(file.path));
    }
    return account;
  }

  /** Appending to `path` prints, and the shell waits for it. Returns how to take that back. */
  printAt(path: string, print: (text: string) => void | Promise<void>): () => void {
    this.#printers.set(path, print);
    return () => this.#printers.delete(path);
  }

  /** What has changed since it was asked last. */
  async changes(): Promise<FileChanges> {
    const written: FileRecord[] = [];
    const there = new Set<string>();
    for (const path of this.getAllPaths()) {
      if (path === "/" || SYSTEM.test(path)) continue;
      there.add(path);
      const version = await this.#version(path);
      if (this.#kept.get(path) === version) continue;
      this.#kept.set(path, version);
      written.push(await this.#record(path));
    }
    const removed = [...this.#kept.keys()].filter((path) => !there.has(path));
    for (const path of removed) this.#kept.delete(path);
    return { written, removed };
  }

  override writeFileSync(...[path, content, options, metadata]: Parameters<InMemoryFs["writeFileSync"]>): void {
    const print = this.#printers.get(path);
    if (print) {
      void print(textOf(content, options));
      return;
    }
    this.#makeRoom(path);
    super.writeFileSync(path, content, options, { mtime: new Date(this.now), ...metadata });
  }

  override async appendFile(...[path, content, options]: Parameters<InMemoryFs["appendFile"]>): Promise<void> {
    const print = this.#printers.get(path);
    if (print) return print(textOf(content, options));
    const isNew = !(await this.exists(path));
    await super.appendFile(path, content, options);
    if (!isNew) await this.#stamp(path);
  }

  override mkdirSync(...[path, options]: Parameters<InMemoryFs["mkdirSync"]>): void {
    this.#makeRoom(path);
    super.mkdirSync(path, options);
  }

  override async mkdir(...[path, options]: Parameters<InMemoryFs["mkdir"]>): Promise<void> {
    const isNew = !(await this.exists(path));
    this.mkdirSync(path, options);
    if (isNew) await this.#stamp(path);
  }

  override async symlink(target: string, path: string): Promise<void> {
    this.#makeRoom(path);
    await super.symlink(target, path);
  }

  override async link(from: string, path: string): Promise<void> {
    this.#makeRoom(path);
    await super.link(from, path);
  }

  override async cp(...[from, to, options]: Parameters<InMemoryFs["cp"]>): Promise<void> {
    this.#makeRoom(to);
    await super.cp(from, to, options);
  }

  override async utimes(path: string, accessed: Date, modified: Date): Promise<void> {
    const isNow = Math.abs(modified.getTime() - Date.now()) < NOW_MS;
    await super.utimes(path, accessed, isNow ? new Date(this.now) : modified);
  }

  async #stamp(path: string): Promise<void> {
    await super.utimes(path, new Date(this.now), new Date(this.now));
  }

  #makeRoom(path: string): void {
    if (SYSTEM.test(path)) return;
    if (path.length > LONGEST_PATH) throw new Error(`ENAMETOOLONG: a path may have ${LONGEST_PATH} characters`);
    const paths = this.getAllPaths();
    if (paths.length < limits.terminalFiles || paths.includes(path)) return;
    if (paths.filter((it) => !SYSTEM.test(it)).length > limits.terminalFiles)
      throw new Error(`ENOSPC: an account may have ${limits.terminalFiles} files and directories`);
  }

  async #restore({ path, kind, mode, modifiedAt, content }: FileRecord): Promise<void> {
    const mtime = new Date(modifiedAt);
    if (kind === "file") super.writeFileSync(path, Buffer.from(content, "base64"), undefined, { mode, mtime });
    else if (kind === "link") await super.symlink(content, path);
    else {
      super.mkdirSync(path, { recursive: true });
      await super.chmod(path, mode);
      await super.utimes(path, mtime, mtime);
    }
  }

  /** The file system gives what is written a new identity; mode and time change in place. */
  async #version(path: string): Promise<string> {
    const { identity, mode, mtime, isSymbolicLink } = await this.lstat(path);
    return `${isSymbolicLink ? await this.readlink(path) : identity} ${mode} ${mtime.getTime()}`;
  }

  async #record(path: string): Promise<FileRecord> {
    const { isDirectory, isSymbolicLink, mode, mtime } = await this.lstat(path);
    const modifiedAt = mtime.getTime();
    if (isDirectory) return { path, kind: "directory", mode, modifiedAt, content: "" };
    if (isSymbolicLink) return { path, kind: "link", mode, modifiedAt, content: await this.readlink(path) };
    const bytes = await this.readFileBuffer(path);
    return { path, kind: "file", mode, modifiedAt, content: Buffer.from(bytes).toString("base64") };
  }
}

/** Text as the shell hands it over: as such, as bytes, or as a string of which each character is a byte. */
function textOf(content: string | Uint8Array, options: Parameters<InMemoryFs["appendFile"]>[2]): string {
  const encoding = typeof options === "object" ? options.encoding : options;
  if (typeof content === "string" && encoding !== "binary" && encoding !== "latin1") return content;
  return Buffer.from(content as string, "latin1").toString("utf8");
}
