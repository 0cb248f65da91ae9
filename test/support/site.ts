import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { type Server, startServer } from "./server.ts";

/** Browser tests: each worker has a server of its own, each test a participant of its own. */
export const test = base.extend<object, { server: Server }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.close();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => use(server.url),
});

export { expect } from "@playwright/test";

/** Makes participant and account for the browser of `page`, as pressing *Start* does. */
export async function becomeParticipant(page: Page): Promise<void> {
  await page.request.post("/api/participants", { data: {} });
}

/** Reads one of our own answers as the participant of `page`. */
export async function read<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(path);
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Lets account time pass by skipping it: what a participant does with the clock's skip. */
export async function pass(page: Page, { minutes }: { minutes: number }): Promise<void> {
  const answer = await page.request.put("/api/account/clock", { data: { advanceSeconds: minutes * 60 } });
  if (!answer.ok()) throw new Error(await answer.text());
}

/** The section of a step in a chapter. */
export const step = (page: Page, id: string) => page.locator(`[data-step="${id}"]`);

/** Presses a step's button; the first press marks or checks it. */
export const check = (page: Page, id: string) =>
  step(page, id)
    .getByRole("button", { name: /^(Check|Check again|Mark as read)$/ })
    .click();

/** The workspace's panel of that name, opened. Tabs are on the page before its script listens to them: then the click is repeated. */
export async function openPanel(page: Page, name: "Console" | "Terminal" | "Load" | "Charts" | "Timeline") {
  const tab = page.getByRole("tab", { name, exact: true }).first();
  await expect(async () => {
    await tab.click();
    await expect(tab).toHaveAttribute("aria-selected", "true", { timeout: 500 });
  }).toPass();
  return page.getByRole("tabpanel", { name, exact: true }).first();
}

/** In the console panel, from the list of clusters to the wizard's screen *Set Auto Scaling* of the workshop's service. */
export async function openSetAutoScaling(console: Locator): Promise<void> {
  await console.getByRole("button", { name: "containers-workshop-ecs-cluster" }).click();
  await console.getByRole("checkbox", { name: "Select containers-workshop-ecs-service" }).check();
  await console.getByRole("button", { name: "Update", exact: true }).click();
  await console.getByRole("button", { name: "Next step" }).click();
  await console.getByRole("button", { name: "Next step" }).click();
}
