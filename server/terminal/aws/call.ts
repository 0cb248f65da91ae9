import type { Io } from "../command.ts";
import type { CallAnswer, Host } from "../host.ts";
import { refused } from "./failure.ts";
import type { Globals } from "./globals.ts";
import type { Operation, ServiceModel } from "./model.ts";
import type { Format } from "./output/index.ts";
import type { Output } from "./pages.ts";
import type { Query } from "./query.ts";
import { shapedOutput } from "./shape-output.ts";

/** What a command has beside its words. */
export type Setting = {
  io: Io;
  host: Host;
  globals: Globals;
  format: Format;
  query: Query | undefined;
  region: string;
};

/** One call to AWS and what came of it; an error has the code that AWS puts on the wire. */
export async function ask(operation: Operation, input: Record<string, unknown>, setting: Setting): Promise<CallAnswer> {
  const { host, region, io } = setting;
  io.signal.throwIfAborted();
  const { service, name } = operation;
  const answer = await host.call(service.service, name, input, region === host.region ? undefined : { region });
  if (!("error" in answer)) return answer;
  const code = Object.hasOwn(service.errorCodes, answer.error.name)
    ? service.errorCodes[answer.error.name]!
    : answer.error.name;
  return { error: { ...answer.error, name: code, message: messageOf(service, answer.error.message) } };
}

/** What the SDK calls an error without a message; of the Query services, which have codes of their own, the CLI says "None" then. */
const messageOf = ({ errorCodes }: ServiceModel, message: string): string =>
  message !== "UnknownError" ? message : Object.keys(errorCodes).length > 0 ? "None" : "";

/** An answer as the CLI prints it. Throws a Failure where AWS refuses. */
export async function call(operation: Operation, input: Record<string, unknown>, setting: Setting): Promise<Output> {
  const answer = await ask(operation, input, setting);
  if ("error" in answer) throw refused(operation.name, answer.error);
  return shapedOutput(operation.service, operation.output, answer.output);
}
