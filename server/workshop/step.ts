import type { Account, AwsClients } from "../accounts/account.ts";
import type { Expecting } from "./expectation.ts";
import type { ServiceName } from "./scenario.ts";

/** What a step's check is given. It asks and never changes anything. */
export type Looking = {
  aws: AwsClients;
  region: string;
  /** The workshop's service. */
  service: ServiceName;
  /** Account time. */
  now: number;
  /** The latest state-changing calls, where the account keeps them: only to tell what was done elsewhere, never to decide. */
  calls?: Account["calls"];
  /** The account's load generator, where it has one: only to say what is awaited, never to decide. */
  load?: Account["load"];
};

export type Step =
  | { id: string; kind: "read" }
  | { id: string; kind: "check"; rev: string; look: (looking: Looking) => Promise<Expecting[]> };

/** A step that is verified: a list of expectations, each of which is met, not yet met, or still on its way. */
export function step(id: string, look: (looking: Looking) => Promise<Expecting[]>): Step {
  return { id, kind: "check", rev: fingerprint(look.toString()), look };
}

/** A step that only asks to read. */
export const readStep = (id: string): Step => ({ id, kind: "read" });

/** Eight hexadecimal digits that change with the check's source (FNV-1a). */
function fingerprint(source: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < source.length; i++) value = Math.imul(value ^ source.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, "0");
}
