import { call, type Setting } from "./call.ts";
import { failed } from "./failure.ts";
import type { Operation } from "./model.ts";
import { writeAnswer } from "./output/index.ts";
import { writeJson } from "./output/json.ts";
import { pagesOf } from "./pages.ts";
import { type OperationLine, readLine } from "./read-input.ts";
import { inputSkeleton, outputSkeleton } from "./skeleton.ts";
import { yamlSkeleton } from "./skeleton-yaml.ts";
import { checkedInput } from "./validate.ts";
import { waitFor } from "./wait.ts";
import type { Waiter } from "./waiters.ts";

/** `aws <service> <operation> …` */
export async function runOperation(operation: Operation, words: string[], setting: Setting): Promise<void> {
  const { io, globals } = setting;
  const { input, paging, skeleton } = await readLine(operation, words, io, globals);
  if (operation.name === "ExecuteCommand" && !skeleton) throw failed(NO_SESSION_MANAGER);
  if (writeSkeleton(operation, skeleton, setting)) return;
  if (skeleton && paging?.asked) input.PaginationConfig = {}; // the CLI's own check finds it there
  const checked = checkedInput(operation, input);
  const answer = skeleton
    ? outputSkeleton(operation)
    : paging
      ? pagesOf(operation.paginator!, paging, checked, (sent) => call(operation, sent, setting))
      : await call(operation, checked, setting);
  const { format, query } = setting;
  await writeAnswer(answer, { format, query, color: globals.color, io, title: operation.name });
}

/** `aws <service> wait <waiter> …` */
export async function runWaiter(
  waiter: Waiter,
  operation: Operation,
  words: string[],
  setting: Setting,
): Promise<void> {
  const { input, paging, skeleton } = await readLine(operation, words, setting.io, setting.globals);
  if (writeSkeleton(operation, skeleton, setting)) return;
  if (paging?.asked) input.PaginationConfig = {};
  await waitFor(waiter, operation, checkedInput(operation, input), setting);
}

/** What the CLI says on a machine without the Session Manager plugin, as this shell is. */
const NO_SESSION_MANAGER =
  "SessionManagerPlugin is not found. Please refer to SessionManager Documentation here: http://docs.aws.amazon.com/console/systems-manager/session-manager-plugin-not-found";

/** Whether the line wanted an empty input, which is written then. */
function writeSkeleton(operation: Operation, skeleton: OperationLine["skeleton"], { io }: Setting): boolean {
  if (skeleton === "input") io.out(`${writeJson(inputSkeleton(operation))}\n`);
  else if (skeleton === "yaml-input") io.out(yamlSkeleton(operation));
  else return false;
  return true;
}
