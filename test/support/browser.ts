import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Where an installed Chrome or Chromium may be, when the packaged browser does not fit the machine. */
const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** The packaged browser, unpacked once into the system's temporary folder (linux-x64 only), with its own libraries where the system's are missing. */
async function packagedBrowser(): Promise<string> {
  const { default: chromium, inflate, setupLambdaEnvironment } = await import("@sparticuz/chromium");
  const executable = await chromium.executablePath();
  if (!starts(executable)) {
    const bin = path.join(path.dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..", "bin");
    const libraries = await inflate(path.join(bin, "al2023.tar.br"));
    setupLambdaEnvironment(path.join(libraries, "lib"));
  }
  return executable;
}

function starts(executable: string): boolean {
  try {
    execFileSync(executable, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The browser of the tests: `CHROMIUM` when it is set, else the packaged one, else an installed one. */
export async function findBrowser(): Promise<string> {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  if (process.platform === "linux" && process.arch === "x64") return packagedBrowser();
  const installed = INSTALLED.find((file) => existsSync(file));
  if (installed) return installed;
  throw new Error("No browser was found. Install Chrome or Chromium, or set CHROMIUM to the path of one.");
}

/** Playwright's global set-up: the workers read the path from the environment. */
export default async function globalSetup(): Promise<void> {
  process.env.CHROMIUM = await findBrowser();
}
