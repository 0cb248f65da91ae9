import { parseArgs } from "node:util";
import { inState, stateNames, Unknown } from "./mutations/named-state.ts";
import { told } from "./told.ts";

/*
 * `npm run check-step -- --step <id> --state <name or file.json>`: what a step's check says of one state of the account, without server
 * and browser. Without --state it lists the states (content/README.md).
 */
try {
  const { step = "", state } = parseArgs({ options: { step: { type: "string" }, state: { type: "string" } } }).values;
  console.log(state === undefined ? stateNames(step).join("\n") : told(await (await inState(step, state)).check(step)));
} catch (error) {
  const wrongOption = (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  if (!(error instanceof Unknown) && !wrongOption) throw error;
  console.error((error as Error).message);
  process.exitCode = 2;
}
