import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/site/**", "test/long/**"],
    testTimeout: 30_000,
    // Every test makes its own server or account, so files share one loaded copy of the SDK: two thirds of the time went into loading it.
    isolate: false,
    // Alone, vitest leaves one of two cores idle; much of what is tested waits for threads and processes.
    maxWorkers: 2,
  },
});
