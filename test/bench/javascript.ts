import { gzipSync } from "node:zlib";
import { chromium, type Request } from "@playwright/test";
import { findBrowser } from "../support/browser.ts";
import { startServer } from "../support/server.ts";

/** Bytes of JavaScript on the wire, compressed: to read a chapter, what the terminal adds, after every panel was opened, and of the policy lab with its worker. Scripts inside the page count too. */
export async function javascriptOnTheWire(): Promise<{
  chapter: number;
  terminal: number;
  panels: number;
  policyLab: number;
}> {
  const server = await startServer();
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ["--disable-background-networking"],
  });
  const page = await browser.newPage({ locale: "en-US", viewport: { width: 1440, height: 900 } });
  /** By address, as first loaded; later it comes from the cache. */
  const scripts = new Map<string, Promise<number>>();
  page.on("requestfinished", (request: Request) => {
    if (request.resourceType() === "script" && !scripts.has(request.url()))
      scripts.set(
        request.url(),
        request.sizes().then((it) => it.responseBodySize),
      );
  });
  const bytes = async () => (await Promise.all(scripts.values())).reduce((sum, it) => sum + it, 0);

  await page.goto(`${server.url}/chapters/configuring-service-auto-scaling/`, { waitUntil: "networkidle" });
  const inline = await page.locator("script:not([src])").allTextContents();
  const inlineBytes = gzipSync(inline.join("\n")).length;
  const chapter = (await bytes()) + inlineBytes;

  await page.request.post(`${server.url}/api/participants`, { data: {} });
  await page.reload();
  const open = async (panel: string) => {
    await page.getByRole("tab", { name: panel, exact: true }).first().click();
    // An open panel holds a live stream, so the network is never idle; what it loads it loads at once.
    await page.waitForTimeout(1_500);
  };
  await open("Console");
  const withoutTerminal = await bytes();
  await open("Terminal");
  const terminal = (await bytes()) - withoutTerminal;
  for (const panel of ["Load", "Charts", "Timeline"]) await open(panel);
  const panels = (await bytes()) + inlineBytes;

  await page.goto(`${server.url}/labs/policy-lab/`);
  await page.getByText("B, compared with A").waitFor();
  // Its worker is in the page's list of resources, but is no request of kind script.
  const policyLab = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter(({ name }) => name.endsWith(".js"))
      .reduce((sum, it) => sum + (it as PerformanceResourceTiming).encodedBodySize, 0),
  );
  await browser.close();
  await server.close();
  return { chapter, terminal, panels, policyLab };
}
