import { expect, test } from "vitest";
import type { Io } from "../../server/terminal/command.ts";
import type { Host } from "../../server/terminal/host.ts";
import { locustCommand } from "../../server/terminal/locust/index.ts";
import { sandbox, type TestSandbox } from "../support/sandbox.ts";

/* The command `locust` against a whole account; its time passes when the command sleeps. */

const FILE = `from locust import HttpUser, between, task


class Visitor(HttpUser):
    wait_time = between(5, 15)

    @task(3)
    def read_the_page(self):
        self.client.get("/")

    @task
    def order(self):
        self.client.post("/orders", name="order")
`;

type Shell = {
  it: TestSandbox;
  files: Map<string, string>;
  host: Host;
  /** The balancer's address. */
  address: string;
  /** Runs a line; `interruptAfter` presses Ctrl-C at the so-manieth sleep. */
  run(
    line: string,
    options?: { interruptAfter?: number; columns?: number; onSleep?: (n: number) => Promise<unknown> },
  ): Promise<Ran>;
};
type Ran = { code: number; out: string; err: string; slept: number[] };

async function shell(): Promise<Shell> {
  const it = await sandbox();
  const { sandboxes, accountId } = it;
  const address = `http://${(await sandboxes.load(accountId)).host}`;
  const files = new Map([["locustfile.py", FILE]]);
  const host: Host = {
    accountId,
    region: "us-east-1",
    call: () => Promise.reject(new Error("locust calls no AWS service")),
    load: {
      read: (since) => sandboxes.load(accountId, since),
      set: (setting) => sandboxes.setLoad(accountId, setting),
    },
    now: () => it.now(),
    sleep: (seconds) => it.pass({ seconds }),
  };
  const run: Shell["run"] = async (line, { interruptAfter, columns, onSleep } = {}) => {
    const ran: Ran = { code: -1, out: "", err: "", slept: [] };
    const ctrlC = new AbortController();
    const io: Io = {
      out: (text) => {
        ran.out += text;
      },
      err: (text) => {
        ran.err += text;
      },
      stdin: "",
      env: {},
      cwd: "/home",
      columns: columns ?? 80,
      isTerminal: columns !== undefined,
      files: {
        read: async (path) => files.get(path),
        write: async (path, text) => void files.set(path, text),
      },
      signal: ctrlC.signal,
    };
    const sleep: Host["sleep"] = async (seconds, signal) => {
      ran.slept.push(seconds);
      if (ran.slept.length === interruptAfter) {
        ctrlC.abort();
        throw signal!.reason;
      }
      await host.sleep(seconds);
      await onSleep?.(ran.slept.length);
    };
    ran.code = await locustCommand(line.split(" ").filter(Boolean), io, { ...host, sleep });
    return ran;
  };
  return { it, files, host, address, run };
}

const loadOf = ({ it }: Shell) => it.sandboxes.load(it.accountId);
const logs = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("["))
    .map((line) => line.replace(/^\[[^\]]+\] /, ""));
const tables = (text: string) => text.match(/^Type .*# fails/gm)?.length ?? 0;

test("a run of ten seconds: Locust's log, a table every two seconds of account time, and the summary", async () => {
  const its = await shell();

  const { code, out, err, slept } = await its.run(`--headless -u 40 -r 10 -t 10s -H ${its.address}`);

  expect(code).toBe(0);
  expect(out).toBe("");
  expect(logs(err)).toEqual([
    "workshop/INFO/locust.main: Run time limit set to 10 seconds",
    "workshop/INFO/locust.main: Starting Locust 2.12.1",
    "workshop/INFO/locust.runners: Ramping to 40 users at a rate of 10.00 per second",
    'workshop/INFO/locust.runners: All users spawned: {"Visitor": 40} (40 total users)',
    "workshop/INFO/locust.main: --run-time limit reached, shutting down",
    "workshop/INFO/locust.main: Shutting down (exit code 0)",
  ]);
  expect(err).toMatch(/^\[2026-\d\d-\d\d \d\d:\d\d:\d\d,000\] workshop/);
  expect(slept).toEqual([2, 2, 2, 2, 2]);
  // One at the start, one after each wait but the last, one at the end.
  expect(tables(err)).toBe(6);
  expect(err).toMatch(/^GET {6}\/ +\d+ {5}0\(0\.00%\) \|/m);
  expect(err).toMatch(/^POST {5}order +\d+ {5}0\(0\.00%\) \|/m);
  expect(err).toContain("Response time percentiles (approximated)");
  expect(err).not.toContain("Error report");
  expect(await loadOf(its)).toMatchObject({ state: "stopped", user_count: 0 });
});

test("what it sends is the account's load like any other: the rate follows from users and their wait", async () => {
  const its = await shell();

  await its.run(`--headless -u 100 -r 100 -t 5m --host ${its.address} --only-summary`);

  const { num_requests, total_rps } = (await loadOf(its)).stats.at(-1)!;
  expect(num_requests).toBe(Math.floor((300 * 100) / 10.03));
  expect(total_rps).toBeCloseTo(100 / 10.03, 1);
});

test("Ctrl-C stops the load and prints the summary", async () => {
  const its = await shell();

  const { code, err } = await its.run(`--headless -u 20 -r 20 -H ${its.address}`, { interruptAfter: 4 });

  expect(code).toBe(0);
  expect(logs(err).at(0)).toContain("No run time limit set, use CTRL+C to interrupt");
  expect(logs(err).at(-1)).toContain("Shutting down (exit code 0)");
  expect(err.trimEnd().split("\n").at(-1)).toMatch(/^ +Aggregated/);
  expect(await loadOf(its)).toMatchObject({ state: "stopped", user_count: 0 });
});

test("with failures the error report names them, and the exit code is 1", async () => {
  const its = await shell();

  // One task would need minutes for so many: whoever waits for more than one is told 504.
  const { code, err } = await its.run(`--headless -u 10000 -r 1000 -t 2m -H ${its.address} --only-summary`);

  expect(code).toBe(1);
  expect(err).toMatch(/^# occurrences {6}Error/m);
  expect(err).toMatch(/^\d+ +GET \/: HTTPError\('504 Server Error: Gateway Time-out for url: http:\/\/\S+\/'\)/m);
  expect(err).toMatch(/^\d+ +POST order: HTTPError\('504 Server Error: Gateway Time-out for url: order'\)/m);
});

test("--only-summary leaves out the tables on the way, -L WARNING the log, and the terminal's width the room for names", async () => {
  const its = await shell();

  const { err } = await its.run(`--headless -t 20s -H ${its.address} --only-summary -L WARNING`, { columns: 100 });

  expect(logs(err)).toEqual([]);
  expect(tables(err)).toBe(1);
  expect(err).toContain(`\n${"-".repeat(8)}|${"-".repeat(16)}|-------|`);
});

test("--csv writes Locust's four files; their last lines are those of the summary", async () => {
  const its = await shell();

  await its.run(`--headless -u 50 -r 50 -t 1m -H ${its.address} --only-summary --csv run`);

  expect([...its.files.keys()].sort()).toEqual([
    "locustfile.py",
    "run_exceptions.csv",
    "run_failures.csv",
    "run_stats.csv",
    "run_stats_history.csv",
  ]);
  const { num_requests } = (await loadOf(its)).stats.at(-1)!;
  const stats = its.files.get("run_stats.csv")!.trimEnd().split("\r\n");
  const history = its.files.get("run_stats_history.csv")!.trimEnd().split("\r\n");
  expect(stats.map((line) => line.split(",").slice(0, 2).join())).toEqual([
    "Type,Name",
    "GET,/",
    "POST,order",
    ",Aggregated",
  ]);
  expect(stats.at(-1)!.split(",")[2]).toBe(String(num_requests));
  expect(history.at(-1)!.split(",")[17]).toBe(String(num_requests));
  expect(history).toHaveLength(1 + 31);
});

test("--csv-full-history has a row for every name at every moment", async () => {
  const its = await shell();

  await its.run(`--headless -t 10s -u 50 -r 50 -H ${its.address} --csv run --csv-full-history`);

  const names = its.files.get("run_stats_history.csv")!.trimEnd().split("\r\n").slice(-3);
  expect(names.map((line) => line.split(",").slice(2, 4).join())).toEqual(["GET,/", "POST,order", ",Aggregated"]);
});

test("--reset-stats counts from when all users are there", async () => {
  const its = await shell();

  const { err } = await its.run(`--headless -u 100 -r 10 -t 30s -H ${its.address} --reset-stats`);

  expect(logs(err)).toContain("workshop/INFO/locust.runners: Resetting stats");
  // All are there after 10 seconds; 20 are left.
  expect((await loadOf(its)).stats.at(-1)!.num_requests).toBeCloseTo((20 * 100) / 10.03, -1);
});

test("a test that is stopped in the Load panel ends the command too", async () => {
  const its = await shell();
  const { it } = its;
  const stop = (n: number) =>
    n === 3 ? it.sandboxes.setLoad(it.accountId, { users: 0, spawnRate: 1 }) : Promise.resolve();

  const { err } = await its.run(`--headless -u 10 -r 10 -H ${its.address}`, { onSleep: stop });

  expect(logs(err)).toContain("workshop/WARNING/locust.main: the test was stopped elsewhere, shutting down");
});

test("a second test beside a running one is refused, and the first goes on", async () => {
  const its = await shell();
  await its.it.load({ users: 30, spawnRate: 30 });

  const { code, err } = await its.run(`--headless -t 10s -H ${its.address}`);

  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/^A load test is running already, with 30 users\..*Load panel first\.\n$/),
  ]);
  expect(await loadOf(its)).toMatchObject({ users: 30 });
});

test("the application's own address is the load balancer too", async () => {
  const its = await shell();

  const { code } = await its.run("--headless -u 1 -t 10s -H http://127.0.0.1:3000/app/k3v9 --only-summary");

  expect(code).toBe(0);
});

test.each<[string, string, number, RegExp]>([
  [
    "another address",
    "--headless -H http://example.org",
    1,
    /^http:\/\/example\.org is not your load balancer\..*--host http:\/\/.*\n.*own machine\.\n$/,
  ],
  ["an address without http", "--headless -H example", 1, /is not your load balancer/],
  ["no address", "--headless", 1, /^You must specify the base host\./],
  ["no --headless", "-u 1", 1, /Add --headless/],
  [
    "a file that is not there",
    "--headless -f other.py",
    1,
    /^Could not find 'other\.py'\. See --help for available options\.\n$/,
  ],
  ["an option nobody knows", "--headless --web-port 1", 2, /^locust: error: unrecognized arguments: --web-port\n$/],
  [
    "an option without its value",
    "--headless -f",
    2,
    /^locust: error: argument -f\/--locustfile: expected one argument\n$/,
  ],
  ["letters for users", "--headless -u many", 2, /^locust: error: argument -u\/--users: invalid int value: 'many'\n$/],
  [
    "letters for a rate",
    "--headless -r fast",
    2,
    /^locust: error: argument -r\/--spawn-rate: invalid float value: 'fast'\n$/,
  ],
  ["more users than there may be", "--headless -u 20001", 2, /from 1 to 20000 users/],
  [
    "a run time that is none",
    "--headless -t soon",
    1,
    /^Valid --run-time formats are: 20, 20s, 3m, 2h, 1h20m, 3h30m10s, etc\.\n$/,
  ],
  [
    "a log level that is none",
    "--headless -L LOUD",
    1,
    /^Invalid --loglevel\. Valid values are: DEBUG\/INFO\/WARNING\/ERROR\/CRITICAL\n$/,
  ],
  ["a class that is not there", "--headless Nobody", 1, /workshop\/ERROR\/locust\.main: Unknown User\(s\): Nobody\n$/],
])("%s is refused", async (_, line, code, sentence) => {
  const its = await shell();

  const ran = await its.run(line);

  expect(ran.code).toBe(code);
  expect(ran.err).toMatch(sentence);
  expect(await loadOf(its)).toMatchObject({ state: "ready" });
});

test("a file that is not understood is refused with file, line and what may stand there", async () => {
  const its = await shell();
  its.files.set("loop.py", `${FILE}\n    def on_start(self):\n        pass\n`);

  const { code, err } = await its.run(`--headless -f loop.py -H ${its.address}`);

  expect(code).toBe(1);
  expect(err).toMatch(/^loop\.py, line 15: on_start\(\) is not understood: .*\nThis command reads simple locustfiles/);
});

test("of several classes one is named, and a class may name the host", async () => {
  const its = await shell();
  const host = `    host = "${its.address}"\n`;
  its.files.set(
    "two.py",
    `${FILE.replace("    wait_time", `${host}    wait_time`)}\n\n${FILE.replace("Visitor", "Other")}`,
  );

  expect((await its.run("--headless -f two.py -t 4s")).err).toMatch(
    /classes Visitor and Other\. Here one runs at a time/,
  );
  expect((await its.run("--headless -f two.py -t 4s --only-summary Visitor")).code).toBe(0);
  expect((await its.run("-f two.py --list")).out).toBe("Available Users:\n    Visitor\n    Other\n");
});

test("--help and --version are on standard output", async () => {
  const its = await shell();

  const help = await its.run("--help");
  expect([help.code, help.err]).toEqual([0, ""]);
  for (const option of ["--locustfile", "--headless", "--run-time", "--csv", "--reset-stats"])
    expect(help.out).toContain(option);
  expect((await its.run("-V")).out).toMatch(/^locust 2\.12\.1 /);
});

test("on an account without a load generator it says where Locust can run", async () => {
  const its = await shell();
  const { load: _, ...host } = its.host;
  let err = "";
  const io = {
    err: (text: string) => {
      err += text;
    },
    files: { read: async () => FILE },
  } as unknown as Io;

  expect(await locustCommand(["--headless", "-H", "http://a"], io, host)).toBe(1);
  expect(err).toMatch(/^Nothing here sends load to this account\. Run Locust on a machine of your own/);
});
