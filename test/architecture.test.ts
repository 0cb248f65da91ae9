import { globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.dirname(import.meta.dirname);

/*
 * Who may import whom (server/README.md). A part is a folder or file; a file belongs to the longest part that contains it.
 * `parts` are the parts of this project it may import besides itself, `packages` the packages ("type:" for types alone).
 */
const aws = ["@aws-sdk/*"];
const rules: Record<string, { parts: string[]; packages?: string[] | "any" }> = {
  // The load panel shows the locustfile that the chapter gives, and draws a wave with the function that makes it.
  // The page of the policy lab shows runs that are made with it.
  site: { parts: ["server/contract", "site/islands/policy-lab"], packages: "any" },
  "site/islands/load": {
    parts: ["site", "server/contract", "server/sandbox/simulation", "content/templates/locustfile.py?raw"],
    packages: ["preact", "preact/hooks"],
  },
  "site/islands/policy-lab": {
    parts: [
      "site",
      "server/sandbox/simulation",
      "server/sandbox/world",
      "server/workshop/explain.ts",
      "server/workshop/messages/decisions-pt-BR.ts",
    ],
    packages: ["preact/hooks"],
  },
  "server/contract": { parts: [], packages: ["zod"] },
  "server/limits.ts": { parts: [] },
  "server/log.ts": { parts: [] },
  "server/config.ts": { parts: [], packages: ["node:path"] },
  "server/storage": { parts: [], packages: ["kysely", "node:sqlite", "pg", "node:fs", "node:path", "node:crypto"] },
  "server/live": { parts: [] },
  "server/sandbox/world": { parts: [] },
  "server/sandbox/simulation": { parts: ["server/sandbox/world"] },
  "server/sandbox/wire/enums.ts": { parts: [], packages: [...aws, "node:module"] },
  "server/sandbox/services": {
    parts: ["server/sandbox/simulation", "server/sandbox/world", "server/sandbox/wire/enums.ts"],
    packages: ["type:@aws-sdk/*"],
  },
  "server/sandbox": {
    parts: ["server/sandbox/services", "server/sandbox/simulation", "server/sandbox/world", "type:server/contract"],
  },
  "server/sandbox/wire": { parts: ["server/sandbox/services", "server/sandbox/wire/enums.ts"], packages: "any" },
  "server/accounts": {
    parts: ["server/sandbox", "server/sandbox/wire", "type:server/contract", "type:server/sandbox/services"],
    packages: [
      ...aws,
      "type:@smithy/*",
      "node:worker_threads",
      "node:module",
      "node:fs/promises",
      "node:path",
      "node:crypto",
    ],
  },
  // The sentences about a decision are the browser's too.
  "server/workshop/words.ts": { parts: [] },
  "server/workshop/messages/decisions-pt-BR.ts": { parts: [] },
  "server/workshop/explain.ts": { parts: ["server/workshop/words.ts", "type:server/contract"] },
  "server/workshop": {
    parts: [
      "server/workshop/explain.ts",
      "server/workshop/messages/decisions-pt-BR.ts",
      "server/workshop/words.ts",
      "type:server/accounts",
      "type:server/storage",
      "server/contract",
    ],
    packages: [...aws, "node:fs", "node:path", "node:module", "node:crypto", "intl-messageformat", "yaml"],
  },
  "server/terminal": {
    parts: ["server/accounts", "type:server/storage", "server/contract"],
    packages: ["just-bash", "yaml", "node:worker_threads", "node:os", "node:crypto"],
  },
};
const anybody = ["server/limits.ts", "server/log.ts"];

const partOf = (file: string) =>
  Object.keys(rules)
    .filter((part) => file === part || file.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length)[0];

/** Static imports and re-exports (with `from`, or bare), and dynamic imports. */
const IMPORT =
  /^(?:import|export)\s+(type\s)?(?:[\w*{}\s,$]+?\sfrom\s+)"([^"]+)";|^import\s+"([^"]+)";|import\("([^"]+)"\)/gm;

const imports = (file: string) =>
  [...readFileSync(path.join(root, file), "utf8").matchAll(IMPORT)].map(([, type, from, bare, dynamic]) => ({
    type: Boolean(type),
    specifier: (from ?? bare ?? dynamic)!,
  }));

function allowed(list: string[], name: string, type: boolean): boolean {
  return list.some((entry) => {
    const typeOnly = entry.startsWith("type:");
    const pattern = typeOnly ? entry.slice(5) : entry;
    const matches = pattern.endsWith("/*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
    return matches && (type || !typeOnly);
  });
}

const files = globSync("{server,site}/**/*.{ts,tsx,astro}", { cwd: root });

test.each(Object.keys(rules))("%s imports only what the table allows", (part) => {
  const refused: string[] = [];
  for (const file of files.filter((it) => partOf(it) === part)) {
    for (const { type, specifier } of imports(file)) {
      const rule = rules[part]!;
      if (specifier.startsWith(".")) {
        const target = path.join(path.dirname(file), specifier);
        const other = partOf(target) ?? target;
        if (other !== part && !anybody.includes(other) && !allowed(rule.parts, other, type))
          refused.push(`${file} → ${target}`);
      } else if (rule.packages !== "any") {
        const name =
          builtinModules.includes(specifier) && !specifier.startsWith("node:") ? `node:${specifier}` : specifier;
        if (!allowed(rule.packages ?? [], name, type)) refused.push(`${file} → ${name}`);
      }
    }
  }
  expect(refused).toEqual([]);
});

test("the simulation and the operations never ask the machine for time, chance or a timer", () => {
  const pure = files.filter((file) => /^server\/sandbox\/(world|simulation|services)\//.test(file));
  const asking = pure.filter((file) =>
    /Date\.now|new Date\(\)|Math\.random|setTimeout|setInterval|process\./.test(
      readFileSync(path.join(root, file), "utf8"),
    ),
  );

  expect(pure.length).toBeGreaterThan(10);
  expect(asking).toEqual([]);
});

/** The files that this file loads, itself among them, and the packages that they name. */
function loadedBy(...files: string[]): { loaded: Set<string>; packages: Set<string> } {
  const loaded = new Set<string>();
  const packages = new Set<string>();
  const load = (file: string) => {
    if (loaded.has(file) || !/\.tsx?$/.test(file)) return;
    loaded.add(file);
    for (const { type, specifier } of imports(file)) {
      if (type) continue;
      if (specifier.startsWith(".")) load(path.join(path.dirname(file), specifier));
      else packages.add(specifier);
    }
  };
  for (const file of files) load(file);
  return { loaded, packages };
}

test("a terminal's thread loads nothing that reaches the machine, the database or AWS", () => {
  const { loaded, packages } = loadedBy("server/terminal/shell/worker.ts");

  expect([...loaded].map((it) => partOf(it))).not.toContain("server/accounts");
  expect([...loaded].filter((it) => !it.startsWith("server/terminal/")).sort()).toEqual([
    "server/contract/run-time.ts",
    "server/limits.ts",
  ]);
  expect([...packages].filter((it) => !["just-bash", "yaml"].includes(it)).sort()).toEqual([
    "node:os", // For its priority alone.
    "node:worker_threads",
  ]);
});

test("the policy lab loads the simulation in its worker only, and nothing of Node, zod or the SDK", () => {
  const worker = loadedBy("site/islands/policy-lab/worker.ts");
  const page = loadedBy("site/islands/policy-lab/PolicyLab.tsx");

  expect([...worker.packages]).toEqual([]);
  expect([...worker.loaded]).toContain("server/sandbox/simulation/advance.ts");
  expect([...page.loaded].filter((it) => it.startsWith("server/")).sort()).toEqual([
    "server/sandbox/simulation/wave.ts",
    "server/workshop/explain.ts",
    "server/workshop/messages/decisions-pt-BR.ts",
    "server/workshop/words.ts",
  ]);
  expect([...page.packages].filter((it) => !/^(preact|uplot|intl-messageformat)/.test(it))).toEqual([
    "node:async_hooks", // Where the site is made (site/client/say.ts), never in a browser.
  ]);
});
