import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "./site",
  outputDir: "../test-results",
  globalSetup: "./support/browser.ts",
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    locale: "en-US",
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "",
      args: ["--disable-background-networking", "--disable-component-update"],
    },
    trace: "retain-on-failure",
  },
});
