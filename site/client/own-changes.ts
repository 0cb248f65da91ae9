/*
 * Whether a change of the account came from this page. Notices say that something changed, not who did it: what is told shortly after a
 * request of our own is taken for its effect.
 */

/** Wall milliseconds after the answer in which a change is still our own: notices wait up to a second to be sent. */
const OWN_MS = 3_000;
/** What changes account, clock or load; a check only looks. */
const CHANGES = /^\/api\/(account|participants|progress)\b|^\/api\/steps\/[^/]+\/(?!check$)/;

let running = 0;
let endedAt = Number.NEGATIVE_INFINITY;

/** Whether the account was changed from this page just now. */
export const changedHere = (): boolean => running > 0 || Date.now() - endedAt < OWN_MS;

/** Runs a request and remembers that it was one of ours, if it changes something. */
export async function asOwnChange<T>(method: string, path: string, request: () => Promise<T>): Promise<T> {
  if (method === "GET" || !CHANGES.test(path)) return request();
  running++;
  try {
    return await request();
  } finally {
    running--;
    endedAt = Date.now();
  }
}
