import { Session } from "./session.ts";

/** The account has so many terminals at most (server/contract/terminal.ts). */
export const TERMINALS = ["1", "2", "3", "4"];

const sessions = new Map<string, Session>();
let owner: string | undefined;
let changes = 0;

/** The page's one session of a terminal: every panel that shows it shows the same. */
export function sessionOf(id: string): Session {
  const session = sessions.get(id) ?? new Session(id);
  sessions.set(id, session);
  return session;
}

export const openSessions = (): Session[] => [...sessions.values()];

/** Closes a terminal for good: opened again, it begins anew. */
export function closeSession(id: string): void {
  void sessions.get(id)?.close();
  sessions.delete(id);
}

/** Lets go of the terminals of another account. Answers a number that is another one from then on. */
export function belongTo(accountId: string | undefined): number {
  if (accountId === undefined || accountId === owner) return changes;
  if (owner !== undefined) {
    for (const session of sessions.values()) session.leave();
    sessions.clear();
    changes++;
  }
  owner = accountId;
  return changes;
}
