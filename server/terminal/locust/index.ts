import type { Load } from "../../contract/index.ts";
import type { Command, Io } from "../command.ts";
import type { Host } from "../host.ts";
import { readLocustfile, type User } from "./locustfile.ts";
import { HELP, type Options, Refused, readOptions } from "./options.ts";
import { NotUnderstood } from "./python-lines.ts";
import { logPrefix, runTest } from "./run.ts";
import { VERSION } from "./version.ts";

/** A locustfile is a page, not a book. Characters. */
const LONGEST_FILE = 64 * 1024;

/**
 * `locust`: the account's load generator by Locust's command line. It reads the locustfile, starts the test, prints what Locust
 * prints, all of it to standard error as Locust does, and ends with the test; Ctrl-C ends both.
 */
export const locustCommand: Command = async (args, io, host) => {
  try {
    const options = readOptions(args);
    if (options.help) io.out(HELP);
    else if (options.version)
      io.out(`locust ${VERSION} as this workshop has it: no Python, the load generator of your account\n`);
    else return await run(options, io, host);
    return 0;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    io.err(`${error.message}\n`);
    return error.exitCode;
  }
};

async function run(options: Options, io: Io, host: Host): Promise<number> {
  const users = await usersIn(options.locustfile, io);
  if (options.list) {
    io.out(`Available Users:\n${users.map(({ name }) => `    ${name}\n`).join("")}`);
    return 0;
  }
  const user = await chosen(users, options, io, host);
  if (!options.headless)
    throw new Refused(
      "Locust's web interface is the Load panel here. Add --headless to run the test in this terminal.",
    );
  const { load } = host;
  if (!load)
    throw new Refused(
      "Nothing here sends load to this account. Run Locust on a machine of your own: the chapter Generating load has the file and the command.",
    );
  const before = await load.read(await host.now());
  checkHost(options.host ?? user.host, before, io);
  if (before.state === "running" || before.state === "spawning")
    throw new Refused(
      `A load test is running already, with ${before.users} users. The account has one load generator: stop the test in the Load panel first.`,
    );
  return runTest(user, options, io, host, load);
}

async function usersIn(file: string, io: Io): Promise<User[]> {
  const text = await io.files.read(file).catch((error: Error) => {
    throw new Refused(`${file} cannot be read: ${error.message}`);
  });
  if (text === undefined) throw new Refused(`Could not find '${file}'. See --help for available options.`);
  if (!file.endsWith(".py"))
    throw new Refused(
      `Could not find '${file}'. Ensure your locustfile ends with '.py' or is a directory with locustfiles. See --help for available options.`,
    );
  if (text.length > LONGEST_FILE) throw new Refused(`${file} is longer than ${LONGEST_FILE} characters.`);
  try {
    return readLocustfile(text);
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    throw new Refused(
      `${file}, line ${error.line}: ${error.message}\nThis command reads simple locustfiles and runs no Python; locust --help says what they may contain.`,
    );
  }
}

/** The one class whose users are started. */
async function chosen(users: User[], { classes }: Options, io: Io, host: Host): Promise<User> {
  const fail = async (text: string) => new Refused(`${logPrefix(await host.now(), io)}/ERROR/locust.main: ${text}`);
  if (users.length === 0) throw await fail("No User class found!");
  const unknown = classes.filter((name) => !users.some((it) => it.name === name));
  if (unknown.length > 0) throw await fail(`Unknown User(s): ${unknown.join(", ")}`);
  const named = users.filter(({ name }) => classes.length === 0 || classes.includes(name));
  if (named.length > 1)
    throw new Refused(
      `The file has the classes ${named.map(({ name }) => name).join(" and ")}. Here one runs at a time: name it at the end of the command.`,
    );
  return named[0]!;
}

/** The load generator sends to the account's own load balancer and nowhere else. */
function checkHost(host: string | undefined, { host: balancer }: Load, io: Io): void {
  if (balancer === "")
    throw new Refused(
      "Your account has no load balancer that could answer. Reset the account, or create one with a listener.",
    );
  const own = `http://${balancer}`;
  if (host === undefined)
    throw new Refused(
      `You must specify the base host. Either in the host attribute in the User class, or on the command line using the --host option.\nYours is ${own}`,
    );
  const url = URL.canParse(host) ? new URL(host) : undefined;
  const app = io.env.APP_URL;
  const isOwn = url?.protocol === "http:" && url.host === balancer;
  const isApp =
    url !== undefined && (/^\/(.*\/)?app\/\w+\/?$/.test(url.pathname) || (app !== undefined && host.startsWith(app)));
  if (!isOwn && !isApp)
    throw new Refused(
      `${host} is not your load balancer. From here load goes to your account only: --host ${own}\nFor any other address run Locust on your own machine.`,
    );
}
