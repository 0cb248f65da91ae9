/* Reads the environment as the server will, and says in one sentence what makes no sense in it. Run by start.mjs before anything is built. */
import { ConfigError, readConfig } from "../config.ts";

try {
  readConfig();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
