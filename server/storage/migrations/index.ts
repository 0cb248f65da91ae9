import type { Kysely } from "kysely";
import { up as firstTables } from "./001-first-tables.ts";
import { up as terminals } from "./002-terminals.ts";
import { up as accountPurposes } from "./003-account-purposes.ts";
import { up as serverKeys } from "./004-server-keys.ts";
import { up as checkpoints } from "./005-checkpoints.ts";
import { up as hints } from "./006-hints.ts";
import { up as answers } from "./007-answers.ts";

/** Every migration in its order; the first is number 1. One that was released is never changed: the next one corrects it. */
export const migrations: ((db: Kysely<unknown>) => Promise<void>)[] = [
  firstTables,
  terminals,
  accountPurposes,
  serverKeys,
  checkpoints,
  hints,
  answers,
];
