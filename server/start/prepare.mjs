/*
 * What has to be there before anything runs: the packages, a Node that runs TypeScript as written, the built site.
 * Each function does nothing where nothing is to do. Plain JavaScript without dependencies: it runs on Node 20 and later,
 * on every system, before anything is installed.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The oldest Node that runs the server's TypeScript as it is written and has node:sqlite without a flag. */
const NODE_MAJOR = 24;

/** What the built site is made of. */
const SITE_INPUTS = [
  "site",
  "content",
  "images",
  "server/contract",
  "server/sandbox/simulation/wave.ts",
  "server/sandbox/README.md",
  "astro.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
/** Where a Node comes with the packages. */
const NODE_PACKAGES = ["linux-x64", "linux-arm64"];
const PLATFORM = `${process.platform}-${process.arch}`;

/** A reason not to go on, told to a person in one sentence. */
export class CannotStart extends Error {
  name = "CannotStart";
}

/**
 * Installs exactly what the lockfile says, unless that is there already. npm writes the list of what it has installed
 * (`node_modules/.package-lock.json`) when it is done, so a broken installation is repeated.
 * Without `dev`, packages that only tests and linters need may be absent.
 */
export async function ensureInstalled({ dev = true } = {}) {
  if (isInstalled(dev)) return;
  if (!NODE_PACKAGES.includes(PLATFORM) && !isNewEnough()) throw tooOld();
  console.log("Installing packages from the lockfile; the first time this takes about half a minute …");
  const { command, args, shell } = npm([
    "ci",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--include=dev",
    "--include=optional",
  ]);
  const code = await run(command, args, { stdio: "inherit", shell });
  if (code !== 0)
    throw new CannotStart(`npm ci ended with code ${code}: read npm's words above, check the network, and try again.`);
}

/** The Node that runs everything else: the installed one where its package fits this machine, else the one that runs this. */
export async function nodeBinary() {
  const installed = path.join(root, "node_modules", `node-${PLATFORM}`, "bin", "node");
  if (
    existsSync(installed) &&
    (isThisNode(installed) || (await run(installed, ["--version"], { stdio: "ignore" })) === 0)
  )
    return installed;
  if (isNewEnough()) return process.execPath;
  throw tooOld();
}

/** True where that Node is the one that runs this. */
export function isThisNode(file) {
  return realpathSync(file) === realpathSync(process.execPath);
}

/** Builds the site into `dist` when what it is made of has changed. `base` is the path under which it will be served, without a final slash. */
export async function ensureBuilt({ base = basePath(process.env.PUBLIC_URL) } = {}) {
  const stampFile = path.join(root, "dist", ".built-from");
  const stamp = siteStamp(base);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  console.log("Building the site …");
  forgetContent();
  const astro = path.join(root, "node_modules", "astro", "bin", "astro.mjs");
  // Built beside and moved into place when it is whole: a server that runs meanwhile goes on serving.
  const fresh = path.join(root, "node_modules", `.site-${process.pid}`);
  let output = "";
  const code = await run(await nodeBinary(), [astro, "build", "--outDir", fresh], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, BASE_PATH: base || "/", ASTRO_TELEMETRY_DISABLED: "1" },
    onOutput: (text) => (output += text),
  });
  if (code !== 0) {
    console.error(output);
    throw new CannotStart(
      `The site was not built (astro build ended with code ${code}): correct what is named above and try again.`,
    );
  }
  writeFileSync(path.join(fresh, ".built-from"), stamp);
  const old = `${fresh}-old`;
  const dist = path.join(root, "dist");
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}

/**
 * Removes what Astro remembers of the content's files, of the last build and of `astro dev`: under the old name of a file that was
 * renamed since, it would look for a file that is gone, and stop. Reading them all again takes about a second.
 */
export function forgetContent() {
  for (const folder of [".astro", path.join("node_modules", ".astro")])
    rmSync(path.join(root, folder, "data-store.json"), { force: true });
}

/** The path of a public address: `/workshop` of `https://example.org/workshop/`, empty where there is none. */
export function basePath(publicUrl) {
  if (!publicUrl || !URL.canParse(publicUrl)) return "";
  return new URL(publicUrl).pathname.replace(/\/+$/, "");
}

/**
 * Calls `stop` when the shell that npm has put between itself and us is gone: it dies of a SIGTERM that npm passes on, and passes
 * nothing on itself. Started by hand, nobody is between.
 */
export function whenNpmStops(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    stop();
  }, 200);
  watch.unref();
}

/** Runs a program to its end and gives its exit code; 127 when there is no such program. */
export function run(command, args, { onOutput, ...options }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, ...options });
    if (onOutput) for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", onOutput);
    child.on("error", () => resolve(127));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

const isNewEnough = () => Number(process.versions.node.split(".")[0]) >= NODE_MAJOR;

const tooOld = () =>
  new CannotStart(
    `This is Node ${process.versions.node}, and on this system the workshop needs Node ${NODE_MAJOR} or newer: install it from https://nodejs.org and try again.`,
  );

function isInstalled(dev) {
  try {
    const wanted = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")).packages;
    const present = JSON.parse(readFileSync(path.join(root, "node_modules", ".package-lock.json"), "utf8")).packages;
    return Object.entries(wanted).every(([place, { version, integrity, optional, dev: onlyDev }]) => {
      if (place === "") return true;
      const found = present[place];
      if (!found) return Boolean(optional) || (Boolean(onlyDev) && !dev);
      return found.version === version && found.integrity === integrity;
    });
  } catch {
    return false;
  }
}

/**
 * How to call npm. Inside `npm start` npm says where it is; the Node beside it is the system's, which stays while
 * `npm ci` replaces node_modules.
 */
function npm(args) {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env;
  if (cli && /npm-cli\.[cm]?js$/.test(cli) && existsSync(cli))
    return { command: node && existsSync(node) ? node : process.execPath, args: [cli, ...args], shell: false };
  return { command: "npm", args, shell: process.platform === "win32" };
}

function siteStamp(base) {
  const stamp = createHash("sha256").update(JSON.stringify({ base }));
  for (const input of SITE_INPUTS) {
    for (const file of filesOf(input)) stamp.update(`\n${file}\n`).update(readFileSync(path.join(root, file)));
  }
  return stamp.digest("hex");
}

/** The files of a folder or the file itself, in an order that is the same everywhere; paths with slashes. */
function filesOf(input) {
  const full = path.join(root, input);
  if (!existsSync(full)) return [];
  try {
    return readdirSync(full, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        path
          .relative(root, path.join(entry.parentPath ?? entry.path, entry.name))
          .split(path.sep)
          .join("/"),
      )
      .sort();
  } catch {
    return [input];
  }
}
