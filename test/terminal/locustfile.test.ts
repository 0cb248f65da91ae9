import { expect, test } from "vitest";
import { readLocustfile } from "../../server/terminal/locust/locustfile.ts";

const HEAD = "from locust import HttpUser, between, constant, constant_pacing, constant_throughput, task\n\n";
const user = (body: string) => `${HEAD}class Visitor(HttpUser):\n${body.replaceAll(/^/gm, "    ")}\n`;
const only = (text: string) => readLocustfile(text)[0]!;
const refusal = (text: string): [number, string] => {
  try {
    readLocustfile(text);
  } catch (error) {
    const { line, message } = error as Error & { line: number };
    return [line, message];
  }
  throw new Error("It was understood.");
};

test("the chapter's locustfile: one request, after a wait of ten seconds on average", () => {
  const file = user(
    'wait_time = between(5, 15)  # seconds\n\n@task\ndef read_the_page(self):\n    self.client.get("/")',
  );

  expect(readLocustfile(file)).toEqual([
    {
      name: "Visitor",
      line: 3,
      wait: { kind: "pause", seconds: 10 },
      tasks: [{ method: "GET", path: "/", name: "/", weight: 1 }],
    },
  ]);
});

test("weights, names, methods, bodies nobody reads, texts, constants, comments and joined lines", () => {
  const file = `"""What a shop's visitors do."""
from locust import HttpUser, task, between
import logging

HOST = 'http://shop.example'
SHORT, = 1,
`.replace("SHORT, = 1,\n", "SHORT = .5\n");
  const { host, wait, tasks } = only(`${file}
class Shopper(HttpUser):
\t"""A person."""
\thost = HOST
\twait_time = between(
\t\tSHORT,
\t\t1_0.5,  # seconds
\t)

\t@task(3)
\tdef browse(self):
\t\t'''Reads.'''
\t\tself.client.get("/products/" "1", name='/products/[id]')
\t\tself.client.get(\\
\t\t\t"/", headers={"a": ["b", {"c": None}], 'd': (1, -2)}, timeout=3)

\t@task
\tdef buy(self): self.client.post("/orders", json={"product": 1, "gift": True})
`);

  expect(host).toBe("http://shop.example");
  // A task asks 7 / 4 times on average and waits once: 5.5 s become 5.5 * 4 / 7.
  expect(wait).toEqual({ kind: "pause", seconds: (5.5 * 4) / 7 });
  expect(tasks).toEqual([
    { method: "GET", path: "/products/1", name: "/products/[id]", weight: 3 },
    { method: "GET", path: "/", name: "/", weight: 3 },
    { method: "POST", path: "/orders", name: "/orders", weight: 1 },
  ]);
});

test.each([
  ["between(5, 15)", { kind: "pause", seconds: 10 }],
  ["between(min_wait=1, max_wait=2)", { kind: "pause", seconds: 1.5 }],
  ["constant(2)", { kind: "pause", seconds: 2 }],
  ["constant_pacing(4)", { kind: "pacing", seconds: 4 }],
  ["constant_throughput(0.5)", { kind: "pacing", seconds: 2 }],
])("%s is a wait", (wait, expected) => {
  expect(only(user(`wait_time = ${wait}\n@task\ndef a(self):\n    self.client.get("/")`)).wait).toEqual(expected);
});

test("without wait_time users do not wait, as in Locust", () => {
  expect(only(user('@task\ndef a(self):\n    self.client.get("/")')).wait).toEqual({ kind: "pause", seconds: 0 });
});

test("several classes come in their order, an abstract one does not", () => {
  const body = '    @task\n    def a(self):\n        self.client.get("/")\n';
  const file = `${HEAD}class A(HttpUser):\n    abstract = True\n\nclass B(FastHttpUser):\n${body}\nclass C(HttpUser):\n    weight = 2\n${body}`;

  expect(readLocustfile(file).map(({ name }) => name)).toEqual(["B", "C"]);
});

test("requests of one name are one row, whose weights add up", () => {
  const file = user(
    '@task(2)\ndef a(self):\n    self.client.get("/a/1", name="a")\n\n@task\ndef b(self):\n    self.client.get("/a/2", name="a")',
  );

  expect(only(file).tasks).toEqual([{ method: "GET", path: "/a/1", name: "a", weight: 3 }]);
});

const TASK = '@task\ndef a(self):\n    self.client.get("/")';

test.each<[string, string, number, RegExp]>([
  [
    "a loop",
    user('@task\ndef a(self):\n    for i in range(3):\n        self.client.get("/")'),
    6,
    /"for" is not understood/,
  ],
  [
    "an f-string",
    user('@task\ndef a(self):\n    self.client.get(f"/products/{1}")'),
    6,
    /an f-string is not understood: .*name=/,
  ],
  ["a computed path", user('@task\ndef a(self):\n    self.client.get("/" + x)'), 6, /get\(…\) is not understood/],
  [
    "an address of another host",
    user('@task\ndef a(self):\n    self.client.get("http://example.org/")'),
    6,
    /begins with "\/"/,
  ],
  [
    "an answer that is looked at",
    user('@task\ndef a(self):\n    with self.client.get("/") as answer:\n        pass'),
    6,
    /"with" is not understood/,
  ],
  ["a call of something else", user("@task\ndef a(self):\n    print(1)"), 6, /"print" is not understood/],
  [
    "a method without @task",
    user(`${TASK}\n\ndef on_start(self):\n    pass`),
    8,
    /on_start\(\) is not understood: only methods with @task/,
  ],
  ["another decorator", user('@tag("a")\n@task\ndef a(self):\n    self.client.get("/")'), 4, /@tag is not understood/],
  ["a setting nobody knows", user(`fixed_count = 3\n${TASK}`), 4, /"fixed_count" is not understood/],
  ["a wait nobody knows", user(`wait_time = lognormal(3)\n${TASK}`), 4, /lognormal is not understood as a wait/],
  ["a wait of an hour and more", user(`wait_time = constant(3601)\n${TASK}`), 4, /at most 3600 seconds/],
  ["a negative wait", user(`wait_time = constant(-1)\n${TASK}`), 4, /cannot be negative/],
  ["no throughput", user(`wait_time = constant_throughput(0)\n${TASK}`), 4, /never asks/],
  ["a weight of nothing", user(TASK.replace("@task", "@task(0)")), 4, /whole number above 0/],
  ["a class that asks for nothing", user("wait_time = constant(1)"), 3, /asks for nothing/],
  ["an empty class", `${HEAD}class A(HttpUser):\n`, 3, /is empty/],
  ["a task set", `${HEAD}class A(TaskSet):\n    pass\n`, 3, /extends TaskSet is not understood: extend HttpUser/],
  ["a shape", `${HEAD}class A(LoadTestShape):\n    pass\n`, 3, /choose a wave in the Load panel/],
  ["a condition outside", 'if __name__ == "__main__":\n    pass\n', 1, /"if" with a block/],
  ["a call outside", "print(1)\n", 1, /imports and constants/],
  ["a renamed import", "from locust import task as t\n", 1, /"as" in an import/],
  ["an open bracket", `${HEAD}class A(HttpUser:\n`, 3, /"\(" is never closed/],
  ["a bracket too many", "a = 1)\n", 1, /closes nothing/],
  ["an open string", 'a = "1\n', 1, /a string has no end/],
  ["a strange indentation", `${HEAD}class A(HttpUser):\n    weight = 1\n  host = "a"\n`, 5, /fits nothing/],
  ["an indented beginning", "  a = 1\n", 1, /belongs to nothing/],
  ["a name nobody knows", user(`wait_time = constant(LONG)\n${TASK}`), 4, /"LONG" is not understood as a value/],
])("%s is refused with its line", (_, text, line, sentence) => {
  expect(refusal(text)).toEqual([line, expect.stringMatching(sentence)]);
});

test("more than twenty different requests, and brackets without end, are refused", () => {
  const many = Array.from({ length: 21 }, (_, i) => `    self.client.get("/${i}")`).join("\n");

  expect(refusal(user(`@task\ndef a(self):\n${many}`))[1]).toMatch(/21 different requests; 20 are counted apart/);
  expect(refusal(`a = ${"[".repeat(5_000)}${"]".repeat(5_000)}`)[1]).toMatch(/nested too deeply/);
});

test("whatever the text, it is read or refused, quickly", () => {
  const pieces = [
    "class A(HttpUser):\n",
    "    ",
    "@task",
    "def a(self):",
    "(",
    ")",
    '"',
    "'''",
    "\\",
    "\n",
    "#",
    "self.client.get",
    "/",
    "=",
    "1",
    ",",
    "é",
    "\t",
  ];
  let seed = 1;
  const chance = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed;
  };
  for (let i = 0; i < 3_000; i++) {
    const text = Array.from({ length: chance() % 40 }, () => pieces[chance() % pieces.length]).join("");
    try {
      readLocustfile(text);
    } catch (error) {
      expect((error as Error).name, JSON.stringify(text)).toBe("NotUnderstood");
    }
  }
});
