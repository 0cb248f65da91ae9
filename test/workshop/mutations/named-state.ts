import { readFileSync } from "node:fs";
import { callByName } from "../../../server/accounts/call.ts";
import { chapters } from "../../../server/workshop/chapters/index.ts";
import { type Shop, shop } from "../sandbox.ts";
import { type Deed, inOrder, minutes, users } from "./states.ts";
import { type Row, table } from "./table.ts";

/** What can be asked for by name cannot be done: tells what can. */
export class Unknown extends Error {
  override name = "Unknown";
}

/** The names of a step's states, as `npm run check-step` takes them. */
export const stateNames = (step: string): string[] => {
  const { variants, wrong } = rowOf(step);
  return ["start", "solution", ...Object.keys(variants), ...Object.keys(wrong)];
};

/** An account in a state of the mutation table, or in one that a JSON file tells (`*.json`). */
export async function inState(step: string, name: string): Promise<Shop> {
  const ownFile = name.endsWith(".json");
  if (ownFile && isNew(step)) return fromFile(name);
  const { account, start, solution, variants, wrong } = rowOf(step);
  if (ownFile) return fromFile(name, account);
  const states: Record<string, { given: Deed; where?: "empty" }> = {
    __proto__: null as never,
    ...wrong,
    ...Object.fromEntries(Object.entries(variants).map(([variant, given]) => [variant, { given }])),
    start,
    solution: { given: solution },
  };
  const found = states[name];
  if (!found) throw new Unknown(`The step ${step} has no state "${name}". States: ${stateNames(step).join(" · ")}`);
  const state = found.where ?? account;
  const it = shop(state && { state });
  await found.given(it);
  return it;
}

/** Whether the step has a check and no row in the table yet: it is being written. */
const isNew = (step: string): boolean =>
  !Object.hasOwn(table, step) && chapters.some(({ steps }) => steps.some(({ id }) => id === step));

function rowOf(step: string) {
  if (Object.hasOwn(table, step)) return table[step]!;
  if (isNew(step))
    throw new Unknown(
      `The step ${step} has no row in test/workshop/mutations/table.ts yet. Give --state a file of your own (content/README.md).`,
    );
  throw new Unknown(`There is no check ${step}. Checks: ${Object.keys(table).join(", ")}`);
}

/** `[{ "call": "ecs UpdateService", "input": {…} }, { "users": 600 }, { "minutes": 5 }]`, in this order; `"empty"` first for an empty account. */
type Line = "empty" | { call: string; input?: Record<string, unknown> } | { users: number } | { minutes: number };

async function fromFile(file: string, account: Row["account"] = "workshop"): Promise<Shop> {
  const lines = linesOf(file);
  const it = shop({ state: lines[0] === "empty" ? "empty" : account });
  await inOrder(...lines.filter((line) => line !== "empty").map((line, i) => deedOf(line, `${file}, entry ${i + 1}`)))(
    it,
  );
  return it;
}

function linesOf(file: string): Line[] {
  try {
    const lines = JSON.parse(readFileSync(file, "utf8")) as unknown;
    if (Array.isArray(lines)) return lines as Line[];
  } catch (error) {
    throw new Unknown(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
  throw new Unknown(`${file} is no list. It holds entries like { "users": 600 } (content/README.md).`);
}

function deedOf(line: Exclude<Line, "empty">, where: string): Deed {
  if (typeof line === "object" && line !== null) {
    if ("minutes" in line) return minutes(line.minutes);
    if ("users" in line) return users(line.users);
    if ("call" in line)
      return async ({ account }) => {
        const [service = "", operation = ""] = line.call.split(" ");
        const answer = await callByName(account.aws, service, operation, line.input ?? {}).catch((error: Error) => {
          throw new Unknown(`${where}: ${error.message}`);
        });
        if ("error" in answer)
          throw new Unknown(`${where}: ${line.call}: ${answer.error.name}: ${answer.error.message}`);
      };
  }
  throw new Unknown(`${where} is no entry: it has call and input, or users, or minutes.`);
}
