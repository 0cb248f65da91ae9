import { limits } from "../limits.ts";
import { logError } from "../log.ts";
import type { FileChanges, FileRecord, TerminalRecords } from "../storage/terminals.ts";

/** What has changed of an account's files and is not saved yet, by path; null: removed. */
type Unsaved = { changes: Map<string, FileRecord | null>; timer: NodeJS.Timeout | undefined };

/** The files of accounts, saved at most every two seconds, and read only after what there was to save. */
export class SavedFiles {
  readonly #store: TerminalRecords;
  readonly #unsaved = new Map<string, Unsaved>();
  /** The last work on an account's files. */
  readonly #works = new Map<string, Promise<unknown>>();

  constructor(store: TerminalRecords) {
    this.#store = store;
  }

  async load(accountId: string): Promise<FileRecord[]> {
    await this.save(accountId);
    return this.#inOrder(accountId, () => this.#store.files(accountId));
  }

  /** Keeps changes to be saved soon. */
  note(accountId: string, { written, removed }: FileChanges): void {
    if (written.length + removed.length === 0) return;
    const unsaved = this.#unsaved.get(accountId) ?? { changes: new Map(), timer: undefined };
    for (const file of written) unsaved.changes.set(file.path, file);
    for (const path of removed) unsaved.changes.set(path, null);
    unsaved.timer ??= setTimeout(() => void this.save(accountId), limits.terminalSavedEveryMs);
    this.#unsaved.set(accountId, unsaved);
  }

  /** Saves what there is. A failure is told in the log: the line that wrote has done its work, and can only be run again. */
  async save(accountId: string): Promise<void> {
    const unsaved = this.#unsaved.get(accountId);
    if (!unsaved) return;
    clearTimeout(unsaved.timer);
    this.#unsaved.delete(accountId);
    const changes: FileChanges = { written: [], removed: [] };
    for (const [path, file] of unsaved.changes)
      if (file) changes.written.push(file);
      else changes.removed.push(path);
    await this.#inOrder(accountId, () => this.#store.saveFiles(accountId, changes)).catch((error: unknown) =>
      logError("saving a terminal's files", error, { account: accountId }),
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#unsaved.keys()].map((accountId) => this.save(accountId)));
    await Promise.allSettled(this.#works.values());
  }

  #inOrder<Result>(accountId: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#works.get(accountId) ?? Promise.resolve();
    const result = before.then(work, work);
    this.#works.set(accountId, result);
    const over = () => this.#works.get(accountId) === result && this.#works.delete(accountId);
    result.then(over, over);
    return result;
  }
}
