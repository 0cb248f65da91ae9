/*
 * The tables as they are after the last migration. Instants are wall time in epoch milliseconds unless a column says otherwise;
 * JSON is text: nobody queries inside a world.
 */
export type Tables = {
  participants: {
    id: string;
    /** SHA-256 of the token in hexadecimal; the token itself is kept nowhere. */
    token_hash: string;
    name: string | null;
    /** The account that `GET /api/account` answers for. */
    active_account_id: string;
    created_at: number;
    seen_at: number;
  };
  accounts: {
    /** 12 digits; of a participant's own AWS account, which others may have connected too, `own-` and a UUID. */
    id: string;
    participant_id: string;
    /** The path of the application behind the account's load balancer; of an own account, which has none here, its id. */
    app_id: string;
    /** `workshop`, `lab:` and the lab's name, or `own:` with AWS account and Region. */
    purpose: string;
    created_at: number;
  };
  access_keys: {
    id: string;
    account_id: string;
    secret: string;
    /** Only temporary credentials have a session token and an end. */
    session_token: string | null;
    expires_at: number | null;
    /** ARN and UserId as GetCallerIdentity tells them. */
    principal: string;
    user_id: string;
  };
  /** One per account: the world after its first `revision` inputs, at account time `at`. */
  snapshots: {
    account_id: string;
    revision: number;
    at: number;
    world_version: number;
    simulation_version: number;
    body: string;
  };
  /** What was applied since the snapshot. The primary key (account, revision) is the optimistic lock. `at` is account time. */
  inputs: {
    account_id: string;
    revision: number;
    at: number;
    body: string;
  };
  /** The world before the last reset or checkpoint, until it can no longer be asked back. */
  undo_states: {
    account_id: string;
    expires_at: number;
    body: string;
    /** What the checkpoint was made for; null of a reset. */
    note: string | null;
  };
  /** What is known about a step, per participant and account. `at`: account time at which it was first done. */
  progress: {
    participant_id: string;
    account_id: string;
    step_id: string;
    status: string;
    at: number;
    result: string;
  };
  /** What was answered to a question of a chapter. `at`: account time of the first answer. */
  answers: {
    participant_id: string;
    account_id: string;
    question_id: string;
    at: number;
    body: string;
  };
  /** The help that was taken with a step. `opened_at`: account time of the first hint; `failing`: an expectation, `failed` times in a row. */
  hints: {
    participant_id: string;
    account_id: string;
    step_id: string;
    level: number;
    opened_at: number | null;
    failing: string | null;
    failed: number;
  };
  /** With what the server signs; `name` says what for. */
  server_keys: {
    name: string;
    secret: string;
  };
  /** A terminal of an account, "1" to "4", as JSON; its revision counts its changes and is the optimistic lock. */
  terminals: {
    account_id: string;
    id: string;
    revision: number;
    body: string;
  };
  /** Files that the terminals of an account share. `kind`: file, directory or link; `modified_at`: account time; `content`: base64, or where a link points. */
  terminal_files: {
    account_id: string;
    path: string;
    kind: string;
    mode: number;
    modified_at: number;
    content: string;
  };
};
