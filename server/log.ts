/*
 * What the server says while it runs: a line for people at the start and the end, and what went wrong.
 * Secrets (tokens, keys, bodies) are never passed in.
 */

/** A line on standard output. */
export function say(line: string): void {
  console.log(line);
}

/** Something went wrong that nobody asked for: with the request's id, so that a participant's apology can be looked up. */
export function logError(what: string, error: unknown, fields: Record<string, string | number> = {}): void {
  const said = Object.entries(fields).map(([name, value]) => ` ${name}=${value}`);
  console.error(
    `${new Date().toISOString()} ${what}${said.join("")}:`,
    error instanceof Error ? (error.stack ?? error.message) : error,
  );
}
