import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** When `npm run executed` last ran every command of the chapters with success, and against what (content/executed.json). */
export type Run = {
  /** A day, `2026-11-25`, UTC. */
  on: string;
  /** The project's version, and the sandbox's SIMULATION_VERSION. */
  version: string;
  simulation: number;
  /** What was run, by chapter or lab: a fingerprint of its commands. */
  commands: Record<string, string>;
};

/** The run that content/executed.json tells of; a site is built in the project's folder. */
export const lastRun = (): Run => JSON.parse(readFileSync("content/executed.json", "utf8")) as Run;

/** Days after which a run says little about today. */
export const RUN_HOLDS_DAYS = 90;
const DAY_MS = 86_400_000;

/** The commands that a chapter asks its reader to run in the terminal, in their order. */
export const commandsOf = (source: string): string[] =>
  [...source.matchAll(/^```sh\n([\s\S]*?)\n```$/gm)].map(([, command]) => command!);

/** Changes with a chapter's commands, and with nothing else. */
export const fingerprintOf = (source: string): string =>
  createHash("sha256").update(commandsOf(source).join("\0")).digest("hex").slice(0, 16);

/** What can honestly be said of a chapter's commands: nothing where it has none, and never that others than these were run. */
export function executed(slug: string, source: string, run: Run) {
  if (commandsOf(source).length === 0) return undefined;
  const { on, version, simulation } = run;
  const known = Object.hasOwn(run.commands, slug);
  return {
    state: known ? (run.commands[slug] === fingerprintOf(source) ? "same" : "changed") : "never",
    day: on,
    version,
    simulation: String(simulation),
    oldFrom: Date.parse(on) + RUN_HOLDS_DAYS * DAY_MS,
  } as const;
}
