import { parseRunTime } from "../../contract/run-time.ts";
import { limits } from "../../limits.ts";

export type Options = {
  locustfile: string;
  host?: string;
  users: number;
  spawnRate: number;
  runTimeSeconds?: number;
  headless: boolean;
  csv?: string;
  csvFullHistory: boolean;
  onlySummary: boolean;
  resetStats: boolean;
  logLevel: (typeof LOG_LEVELS)[number];
  list: boolean;
  help: boolean;
  version: boolean;
  /** User classes named on the command line. */
  classes: string[];
};

/** A command line that cannot be run: what is written to standard error, and the exit code. */
export class Refused extends Error {
  override name = "Refused";
  readonly exitCode: number;

  constructor(sentence: string, exitCode = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

export const LOG_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] as const;

const VALUES: Record<string, string> = {
  "-f": "--locustfile",
  "-H": "--host",
  "-u": "--users",
  "-r": "--spawn-rate",
  "-t": "--run-time",
  "-L": "--loglevel",
};
const FLAGS: Record<string, string> = { "-h": "--help", "-V": "--version", "-l": "--list" };
const WITH_VALUE = [...Object.values(VALUES), "--csv"];
const WITHOUT = [
  ...Object.values(FLAGS),
  ...["--headless", "--only-summary", "--csv-full-history", "--reset-stats", "--print-stats"],
];

/** Reads Locust's options as Locust does. Throws `Refused` in its words. */
export function readOptions(args: string[]): Options {
  const { values, flags, classes } = split(args);
  const users = values.get("--users") ?? "1";
  if (!/^[+-]?\d+$/.test(users.trim())) throw invalid("-u/--users", "int", users);
  const rate = values.get("--spawn-rate") ?? "1";
  const spawnRate = rate.trim() === "" ? Number.NaN : Number(rate);
  if (Number.isNaN(spawnRate)) throw invalid("-r/--spawn-rate", "float", rate);
  const level = (values.get("--loglevel") ?? "INFO").toUpperCase();
  const logLevel = LOG_LEVELS.find((it) => it === level);
  if (!logLevel) throw new Refused(`Invalid --loglevel. Valid values are: ${LOG_LEVELS.join("/")}`);
  const host = values.get("--host");
  const csv = values.get("--csv");
  const runTime = values.get("--run-time");
  const runTimeSeconds = runTime === undefined ? undefined : parseRunTime(runTime);
  if (runTime !== undefined && !runTimeSeconds)
    throw new Refused("Valid --run-time formats are: 20, 20s, 3m, 2h, 1h20m, 3h30m10s, etc.");
  checkLimits(Number(users), spawnRate, runTimeSeconds);
  return {
    locustfile: values.get("--locustfile") ?? "locustfile.py",
    ...(host !== undefined && { host }),
    users: Number(users),
    spawnRate,
    ...(runTimeSeconds !== undefined && { runTimeSeconds }),
    headless: flags.has("--headless"),
    ...(csv !== undefined && { csv }),
    csvFullHistory: flags.has("--csv-full-history"),
    onlySummary: flags.has("--only-summary"),
    resetStats: flags.has("--reset-stats"),
    logLevel,
    list: flags.has("--list"),
    help: flags.has("--help"),
    version: flags.has("--version"),
    classes,
  };
}

const invalid = (option: string, type: string, value: string) =>
  new Refused(`locust: error: argument ${option}: invalid ${type} value: '${value}'`, 2);

/** What the load generator beside the account takes. */
function checkLimits(users: number, spawnRate: number, runTimeSeconds: number | undefined): void {
  if (users < 1 || users > limits.loadUsers)
    throw new Refused(`locust: error: argument -u/--users: from 1 to ${limits.loadUsers} users here`, 2);
  if (spawnRate < 0.1 || spawnRate > limits.loadSpawnRate)
    throw new Refused(`locust: error: argument -r/--spawn-rate: from 0.1 to ${limits.loadSpawnRate} a second here`, 2);
  if (runTimeSeconds !== undefined && runTimeSeconds > limits.loadSeconds)
    throw new Refused(`locust: error: argument -t/--run-time: at most ${limits.loadSeconds / 3600}h here`, 2);
}

/** Options with their values, in the ways that Python's argparse takes: `-u 5`, `-u5`, `--users 5`, `--users=5`. */
function split(args: string[]): { values: Map<string, string>; flags: Set<string>; classes: string[] } {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const classes: string[] = [];
  const unknown: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    const [name, attached] = nameOf(arg);
    if (WITH_VALUE.includes(name)) {
      const next = args[i + 1];
      const value = attached ?? (next === undefined || isOption(next) ? undefined : args[++i]);
      if (value === undefined) throw new Refused(`locust: error: argument ${titleOf(name)}: expected one argument`, 2);
      values.set(name, value);
    } else if (WITHOUT.includes(name) && attached === undefined) flags.add(name);
    else if (isOption(arg)) unknown.push(arg);
    else classes.push(arg);
  }
  if (unknown.length > 0) throw new Refused(`locust: error: unrecognized arguments: ${unknown.join(" ")}`, 2);
  return { values, flags, classes };
}

const isOption = (arg: string): boolean => arg.startsWith("-") && arg.length > 1 && !/^-\d/.test(arg);

function nameOf(arg: string): [name: string, attached?: string] {
  if (arg.startsWith("--")) {
    const at = arg.indexOf("=");
    return at < 0 ? [arg] : [arg.slice(0, at), arg.slice(at + 1)];
  }
  const short = arg.slice(0, 2);
  if (Object.hasOwn(VALUES, short)) return arg.length > 2 ? [VALUES[short]!, arg.slice(2)] : [VALUES[short]!];
  return [Object.hasOwn(FLAGS, arg) ? FLAGS[arg]! : arg];
}

const titleOf = (name: string): string => {
  const short = Object.keys(VALUES).find((it) => VALUES[it] === name);
  return short ? `${short}/${name}` : name;
};

export const HELP = `Usage: locust [OPTIONS] [UserClass ...]

Sends load to the load balancer of your account, in account time.

  -f, --locustfile FILE   the Python file that says what a user does (locustfile.py)
  -H, --host HOST         the address of your load balancer, or of your application
  -u, --users N           users at the peak (1)
  -r, --spawn-rate N      users started per second (1)
  -t, --run-time TIME     stop after so long: 300, 20s, 3m, 1h30m; without it, at Ctrl-C
  --headless              start here and now; without it Locust has a web interface,
                          and here that is the Load panel
  --csv PREFIX            write PREFIX_stats.csv, PREFIX_stats_history.csv,
                          PREFIX_failures.csv and PREFIX_exceptions.csv
  --csv-full-history      in PREFIX_stats_history.csv, also a row for every request name
  --only-summary          print the tables at the end only
  --reset-stats           count from when all users are there
  -L, --loglevel LEVEL    ${LOG_LEVELS.join(", ")} (INFO)
  -l, --list              list the User classes of the file
  -V, --version           what this is
  -h, --help              this text

Of a locustfile it reads classes that extend HttpUser, with wait_time (between, constant,
constant_pacing, constant_throughput), host, and methods with @task and a weight, in which
self.client.get("/path", name="…"), post and the like are called. Python is not run: what
else the file does is refused with its line. Tables come every two seconds of account time.
`;
