import { defineConfig } from "vitest/config";

export default defineConfig({
  // Foreign clients and hundreds of restarts: one file at a time, so that they do not disturb each other on two cores.
  test: { include: ["test/long/**/*.test.ts"], testTimeout: 600_000, hookTimeout: 120_000, fileParallelism: false },
});
