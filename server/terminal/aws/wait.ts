import type { CallAnswer } from "../host.ts";
import { ask, type Setting } from "./call.ts";
import { type Failure, failed } from "./failure.ts";
import { evaluate } from "./jmespath/evaluate.ts";
import { parseQuery } from "./jmespath/parser.ts";
import type { Operation } from "./model.ts";
import { text, type Value } from "./python.ts";
import { shapedOutput } from "./shape-output.ts";
import type { Acceptor, Waiter } from "./waiters.ts";

/** Asks until the waiter's condition is met, with its delay in account time. Throws a Failure where it cannot be met any more. */
export async function waitFor(waiter: Waiter, operation: Operation, input: Record<string, unknown>, setting: Setting) {
  let seen: Acceptor | undefined;
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(operation, input, setting);
    const found = waiter.acceptors.find((it) => fits(it, operation, answer));
    if (!found && "error" in answer)
      throw stopped(waiter, `An error occurred (${answer.error.name}): ${answer.error.message}`);
    seen = found ?? seen;
    if (found?.state === "success") return;
    if (found?.state === "failure")
      throw stopped(waiter, `Waiter encountered a terminal failure state: ${explained(found)}`);
    if (attempt >= waiter.attempts)
      throw stopped(waiter, `Max attempts exceeded${seen ? `. Previously accepted state: ${explained(seen)}` : ""}`);
    await setting.host.sleep(waiter.delay, setting.io.signal);
  }
}

const stopped = ({ name }: Waiter, why: string): Failure => failed(`Waiter ${name} failed: ${why}`);

function fits(acceptor: Acceptor, { service, output }: Operation, answer: CallAnswer): boolean {
  if (acceptor.matcher === "error") return "error" in answer && answer.error.name === acceptor.expected;
  if ("error" in answer) return false;
  if (acceptor.matcher === "status") return true;
  const found = evaluate(parseQuery(acceptor.argument), shapedOutput(service, output, answer.output));
  if (acceptor.matcher === "path") return found === acceptor.expected;
  if (!Array.isArray(found) || found.length === 0) return false;
  const equal = (it: Value) => it === acceptor.expected;
  return acceptor.matcher === "pathAll" ? found.every(equal) : found.some(equal);
}

/** In botocore's words, "excepted" included. */
function explained(acceptor: Acceptor): string {
  switch (acceptor.matcher) {
    case "error":
      return `Matched expected service error code: ${acceptor.expected}`;
    case "status":
      return `Matched expected HTTP status code: ${acceptor.expected}`;
    default: {
      const { argument, expected } = acceptor;
      const value = text(expected);
      if (acceptor.matcher === "path") return `For expression "${argument}" we matched expected path: "${value}"`;
      if (acceptor.matcher === "pathAll")
        return `For expression "${argument}" all members matched excepted path: "${value}"`;
      return `For expression "${argument}" we matched expected path: "${value}" at least once`;
    }
  }
}
