import path from "node:path";
import { chromium, type Locator, type Page } from "@playwright/test";
import { findBrowser } from "./browser.ts";
import { startServer } from "./server.ts";

const images = path.join(import.meta.dirname, "../../images");

/** The panel beside the text, large enough to read the picture on a phone. */
const SIZE = { width: 1500, height: 1000 };

const server = await startServer();
const browser = await chromium.launch({
  executablePath: await findBrowser(),
  args: ["--disable-background-networking"],
});
const page = await browser.newPage({
  locale: "en-US",
  viewport: SIZE,
  deviceScaleFactor: 2,
  baseURL: server.url,
  colorScheme: "light",
  reducedMotion: "reduce",
});
try {
  await page.request.post("/api/participants", { data: {} });
  await takePictures(page);
} finally {
  await browser.close();
  await server.close();
}

/** Goes through the workshop once and takes each picture where the chapters show it. */
async function takePictures(page: Page) {
  await page.goto("/chapters/configuring-service-auto-scaling/");
  const console = await panel(page, "Console");
  await console.getByRole("button", { name: "containers-workshop-ecs-cluster" }).click();
  await console.getByRole("checkbox").check();
  await picture("update_service", console);

  await console.getByRole("button", { name: "Update", exact: true }).click();
  await console.getByRole("button", { name: "Next step" }).click();
  await console.getByRole("button", { name: "Next step" }).click();
  await console.getByLabel(/Configure Service Auto Scaling/).check();
  await console.getByLabel("Minimum number of tasks").fill("1");
  await console.getByLabel("Desired number of tasks").fill("1");
  await console.getByLabel("Maximum number of tasks").fill("5");
  await picture("number_of_tasks", console);

  await console.getByRole("button", { name: "Add scaling policy" }).click();
  await console.getByLabel("Policy name").fill("containers-workshop-ecs-scaling-policy");
  await console.getByLabel("Target value").fill("40");
  await console.getByLabel("Scale-out cooldown period").fill("30");
  await console.getByLabel("Scale-in cooldown period").fill("30");
  await picture("ecs_scaling_policy", console.getByRole("region", { name: "Add policy" }));

  await console.getByRole("button", { name: "Save" }).click();
  await console.getByRole("button", { name: "Next step" }).click();
  await console.getByRole("button", { name: "Update Service" }).click();
  await console.getByText("The service is updated.").waitFor();
  await console.getByRole("button", { name: "View Service" }).click();
  await pass(page, 120);
  await console.getByText("OK", { exact: true }).first().waitFor();
  await picture("service_auto_scaling", console);

  await page.goto("/chapters/generating-load/");
  const load = await panel(page, "Load");
  await load.getByLabel("Number of users").fill("600");
  await load.getByRole("button", { name: "Start swarming" }).click();
  await pass(page, 150);
  await load.getByText("Running: 600 users").waitFor();
  // The panel without the empty space below, but with the space around it.
  const generator = load.locator(".load");
  await generator.evaluate((it) => {
    it.style.padding = "1.25rem";
  });
  await picture("generating_load", generator);
  await pass(page, 60);
  const charts = await panel(page, "Charts");
  await charts.getByText("15 min", { exact: true }).click();
  await charts
    .getByText(/CPU (100|9\d)/)
    .first()
    .waitFor();
  await picture("cpu_above_target", charts);

  await pass(page, 420);
  await page.goto("/chapters/scaling-your-environment/");
  const later = await panel(page, "Console");
  await later.getByRole("tab", { name: "Tasks" }).click();
  await later.getByRole("row").nth(5).waitFor();
  await picture("five_tasks", later);
  await later.getByRole("tab", { name: "Events" }).click();
  await later.getByText(/Successfully set desired count to 5\. Change successfully fulfilled/).waitFor();
  await picture("scale_out_events", later);

  await page.request.put("/api/account/load", { data: { users: 0, spawnRate: 1 } });
  await pass(page, 1_620);
  const end = await panel(page, "Charts");
  await end.getByText("1 h", { exact: true }).click();
  await end
    .getByText(/1 of 1 desired tasks running/)
    .first()
    .waitFor();
  await picture("scale_in_chart", end);
}

async function panel(page: Page, name: string): Promise<Locator> {
  await page.getByRole("tab", { name, exact: true }).first().click();
  return page.getByRole("tabpanel", { name, exact: true }).first();
}

/** Skips account time. */
async function pass(page: Page, advanceSeconds: number) {
  await page.request.put("/api/account/clock", { data: { advanceSeconds } });
}

/** The part of the page that the locator shows, after everything has been read and drawn. */
async function picture(name: string, what: Locator) {
  // A canvas tells nobody when it has been drawn.
  await page.waitForTimeout(700);
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await what.screenshot({ path: path.join(images, `${name}.png`) });
  globalThis.console.log(`images/${name}.png`);
}
