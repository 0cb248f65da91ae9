import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** An empty folder that goes with its test. */
export function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "workshop-test-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}
