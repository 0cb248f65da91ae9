import { defineConfig } from "@playwright/test";
import usual from "../playwright.config.ts";

/** What a browser takes minutes for: every page and every state of the panels. */
export default defineConfig(usual, {
  testDir: ".",
  testMatch: "*.spec.ts", // the others are vitest
  outputDir: "../../test-results",
  globalSetup: "../support/browser.ts",
  timeout: 600_000,
  workers: 1,
  fullyParallel: false,
});
