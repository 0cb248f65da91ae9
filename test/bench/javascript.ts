import { chromium } from "@playwright/test";
import { findBrowser } from "../support/browser.ts";
import { startServer } from "../support/server.ts";

/** Bytes of JavaScript on the wire: to read a chapter, and after every panel was opened. */
export async function javascriptOnTheWire(): Promise<{ chapter: number; panels: number }> {
  const server = await startServer();
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ["--disable-background-networking"],
  });
  const page = await browser.newPage({ locale: "en-US", viewport: { width: 1440, height: 900 } });
  let bytes = 0;
  page.on("requestfinished", async (request) => {
    if (request.resourceType() === "script") bytes += (await request.sizes()).responseBodySize;
  });
  await page.goto(`${server.url}/chapters/configuring-service-auto-scaling/`, { waitUntil: "networkidle" });
  const chapter = bytes;
  await page.request.post(`${server.url}/api/participants`, { data: {} });
  await page.goto(`${server.url}/chapters/generating-load/`);
  for (const panel of ["Console", "Load", "Charts", "Timeline"]) {
    await page.getByRole("tab", { name: panel, exact: true }).first().click();
    await page.waitForLoadState("networkidle").catch(() => {});
  }
  await browser.close();
  await server.close();
  return { chapter, panels: bytes };
}
