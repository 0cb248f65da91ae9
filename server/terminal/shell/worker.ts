/* A thread that runs lines of terminals. First of all it takes a lower priority, so that also its own start leaves requests alone. */
import { setPriority } from "node:os";

/** A nice value: about a ninth of the weight that the thread of the requests has. */
const LOWER = 10;

// On Linux a thread has a priority of its own; elsewhere this would be the whole process's.
if (process.platform === "linux") {
  try {
    setPriority(LOWER);
  } catch {
    // A container may forbid it.
  }
}
await import("./lines.ts");
