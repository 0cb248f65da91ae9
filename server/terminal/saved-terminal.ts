import { logError } from "../log.ts";
import type { TerminalRecords } from "../storage/terminals.ts";
import { newTerminal, show, type Terminal } from "./terminal.ts";

type Place = {
  store: TerminalRecords;
  /** Whether other processes use the same store. */
  shared: boolean;
  /** Wall time, epoch milliseconds. */
  wall: () => number;
  /** Which process this is. */
  process: string;
  accountId: string;
  id: string;
};

/** A process that has not said for so long that it still runs a line is taken to have ended. */
const SILENT_MS = 15_000;
const SAYS_EVERY_MS = 5_000;

/** A terminal and what storage has of it. Its revision is the optimistic lock: who lost a race looks at what the other one wanted. */
export class SavedTerminal {
  terminal: Terminal;
  /** It was deleted meanwhile, with its account or for a fresh one. */
  isGone = false;
  readonly #place: Place;
  #revision: number;
  #saving: Promise<unknown> = Promise.resolve();
  #saidAt = 0;

  private constructor(place: Place, revision: number, terminal: Terminal) {
    this.#place = place;
    this.#revision = revision;
    this.terminal = terminal;
  }

  static async load(place: Place): Promise<SavedTerminal> {
    const row = await place.store.load(place.accountId, place.id);
    const saved = new SavedTerminal(
      place,
      row?.revision ?? 0,
      row ? (JSON.parse(row.body) as Terminal) : newTerminal(),
    );
    saved.#endWhatNobodyRuns();
    return saved;
  }

  /** Whether another process runs a line in it. */
  get isElsewhere(): boolean {
    const { running } = this.terminal;
    return running !== null && running.process !== this.#place.process;
  }

  /** Takes the terminal for a line; false where somebody was first. */
  begin(line: string): Promise<boolean> {
    const { process, wall } = this.#place;
    this.terminal.running = { line, process, seenAt: wall() };
    this.terminal.interrupted = false;
    return this.saveIfUnchanged();
  }

  /** Saves without regard to others, except that what they asked of the line is taken over. One after another. */
  save(): Promise<void> {
    const saving = this.#saving.then(async () => {
      if (this.terminal.running) this.terminal.running.seenAt = this.#place.wall();
      while (!this.isGone && !(await this.saveIfUnchanged())) await this.#catchUp();
    });
    this.#saving = saving.catch((error: unknown) =>
      logError("saving a terminal", error, { account: this.#place.accountId }),
    );
    return this.#saving as Promise<void>;
  }

  /** Tells other processes that its line still runs; alone there is nobody to tell. */
  async confirm(): Promise<void> {
    if (!this.#place.shared || performance.now() - this.#saidAt < SAYS_EVERY_MS) return;
    this.#saidAt = performance.now();
    await this.save();
  }

  /** False, and nothing saved, where somebody else has changed it since it was read. */
  async saveIfUnchanged(): Promise<boolean> {
    const { store, accountId, id } = this.#place;
    const saved = await store.save(accountId, id, this.#revision, JSON.stringify(this.terminal));
    if (saved) this.#revision++;
    return saved;
  }

  async #catchUp(): Promise<void> {
    const { store, accountId, id } = this.#place;
    const row = await store.load(accountId, id);
    if (!row) {
      this.isGone = true;
      return;
    }
    this.#revision = row.revision;
    this.terminal.interrupted ||= (JSON.parse(row.body) as Terminal).interrupted;
  }

  #endWhatNobodyRuns(): void {
    const { running } = this.terminal;
    const { shared, process, wall } = this.#place;
    if (!running || running.process === process || (shared && wall() - running.seenAt < SILENT_MS)) return;
    this.terminal.running = null;
    const newLine = this.terminal.scrollback === "" || this.terminal.scrollback.endsWith("\n") ? "" : "\n";
    show(this.terminal, `${newLine}The server was restarted; this line was stopped.\n`);
  }
}
