import { test as base, expect } from "@playwright/test";
import { faultless } from "../support/axe.ts";
import { type Aws, startAws } from "../support/real-account.ts";
import { type Server, startServer } from "../support/server.ts";
import { openPanel } from "../support/site.ts";

/** A server that asks a second one in place of AWS. */
const test = base.extend<{ aws: Aws; server: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  aws: async ({}, use) => {
    const aws = await startAws();
    await use(aws);
    await aws.close();
  },
  server: async ({ aws }, use) => {
    const server = await startServer({
      env: {
        AWS_ENDPOINT_URL: aws.proxy.url,
        AWS_ACCESS_KEY_ID: aws.longTerm.accessKeyId,
        AWS_SECRET_ACCESS_KEY: aws.longTerm.secretAccessKey,
      },
    });
    await use(server);
    await server.close();
  },
  baseURL: ({ server }, use) => use(server.url),
});

test("an AWS account of one's own is connected by keyboard, worked in, missed when its credentials end, and let go", async ({
  page,
  aws,
}) => {
  const shown = aws.accountId.replace(/(\d{4})(\d{4})(\d{4})/, "$1-$2-$3");
  const paste = async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = await aws.keys();
    const block = `export AWS_ACCESS_KEY_ID="${accessKeyId}"\nexport AWS_SECRET_ACCESS_KEY="${secretAccessKey}"\nexport AWS_SESSION_TOKEN="${sessionToken}"\n`;
    await page.getByLabel("Access key id").evaluate((field, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text", text);
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, block);
    await expect(page.getByLabel("Session token")).toHaveValue(sessionToken);
  };
  await page.goto("/account/");
  // Who looks at the page is nobody yet; an external id is made for somebody.
  await expect(async () => {
    await page.getByRole("radio", { name: /^Name a role/ }).check();
    await expect(page.getByText("ecs-workshop-").first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByText("Trust policy", { exact: true }).click();
  await expect(page.getByText('"sts:ExternalId"').last()).toBeVisible();
  await faultless(page);
  await page.getByRole("radio", { name: /^Paste/ }).check();

  await page.getByLabel("Access key id").fill("AKIAQAAAAAAAMEZHRHAH");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("long-term key");

  await paste();
  await page.getByLabel("Access key id").press("Enter");
  await expect(page.getByRole("heading", { name: "Is this yours?" })).toBeFocused();
  await expect(page.getByText(`arn:aws:iam::${aws.accountId}:user/participant`)).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");

  const bar = page.getByRole("button", { name: /^Account, / });
  await expect(bar).toContainText(`AWS us-east-1${shown}`);
  await page.goto("/chapters/configuring-service-auto-scaling/");
  const console = await openPanel(page, "Console");
  await expect(console.getByRole("button", { name: "containers-workshop-ecs-cluster" })).toBeVisible();
  await expect(await openPanel(page, "Load")).toContainText("Nothing here sends load to this account");

  aws.proxy.interfere("ListClusters", { status: 400, code: "ExpiredTokenException", message: "Ended." });
  await openPanel(page, "Console");
  await expect(bar).toContainText("connect again");
  aws.proxy.clear();
  await page.goto("/account/");
  await expect(page.getByText(/credentials of account .* have ended/)).toBeVisible();
  await paste();
  await page.getByRole("button", { name: "Show whose account this is" }).click();
  await page.getByRole("button", { name: "Yes, connect it" }).click();
  await expect(page).toHaveURL(/\/$/);

  await bar.click();
  await page.getByRole("button", { name: "Disconnect, back to the sandbox" }).click();
  await expect(bar).toContainText("sandbox");
});
