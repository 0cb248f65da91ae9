/*
 * What a sandbox needs of whatever keeps it. Worlds and inputs are JSON text there; `revision` counts an account's inputs.
 */

/** The world after its first `revision` inputs, at account time `at`. */
export type SavedWorld = {
  revision: number;
  at: number;
  worldVersion: number;
  simulationVersion: number;
  body: string;
};
/** The input that leads to `revision`, applied at account time `at`. */
export type SavedInput = { revision: number; at: number; body: string };
/** The world before a reset, or before whatever `note` names, and until when (wall time) it can be asked back. */
export type SavedUndo = { expiresAt: number; body: string; note?: string | undefined };

/** Who gets a new account. */
export type Newcomer = {
  /** With a token's hash somebody new, who gets it as their active account; else somebody who has an account already. */
  participant: { id: string; tokenHash: string; name: string | null } | { id: string };
  /** What it is for: `workshop`, or `lab:` and the lab's name. */
  purpose: string;
  /** The path of the application behind the account's load balancer. */
  appId: string;
  key: { id: string; secret: string; principal: string; userId: string };
};

export type WorldStore = {
  /** Whether other processes write to it too: then a world in memory may be old. */
  readonly shared: boolean;
  /** All of the newcomer, account and world, or nothing. `now` is wall time. */
  create(accountId: string, world: SavedWorld, newcomer: Newcomer, now: number): Promise<void>;
  /** The latest snapshot and the inputs since, oldest first; undefined where there is no such account. */
  load(accountId: string): Promise<{ world: SavedWorld; inputs: SavedInput[] } | undefined>;
  revision(accountId: string): Promise<number | undefined>;
  /** False, and nothing saved, where it is not the next input. `undo` keeps a world to go back to, `null` forgets it. */
  append(accountId: string, input: SavedInput, undo?: SavedUndo | null): Promise<boolean>;
  /** Replaces the snapshot. False, and nothing done, where inputs have come since. `now` is wall time. */
  save(accountId: string, world: SavedWorld, now: number): Promise<boolean>;
  undo(accountId: string): Promise<SavedUndo | undefined>;
};
