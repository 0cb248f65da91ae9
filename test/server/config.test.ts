import { expect, test } from "vitest";
import { readConfig } from "../../server/config.ts";

test("without a word in the environment the server is for this machine only, on port 3000", () => {
  expect(readConfig({})).toEqual({
    host: "127.0.0.1",
    port: 3000,
    publicUrl: undefined,
    basePath: "",
    dataDir: `${process.cwd()}/data`,
    databaseUrl: undefined,
    trustProxy: false,
    keepDays: 30,
    maxParticipants: undefined,
    awsEndpointUrl: undefined,
    machineCredentials: true,
    writing: false,
  });
});

test("a public address may carry a path", () => {
  expect(readConfig({ PUBLIC_URL: "https://example.org/teach/workshop/" }).basePath).toBe("/teach/workshop");
});

test("a variable that is set but empty counts as absent", () => {
  expect(readConfig({ PORT: "", PUBLIC_URL: " ", TRUST_PROXY: "" })).toEqual(readConfig({}));
});

test.each([
  ["PORT", "80a"],
  ["PORT", "70000"],
  ["PORT", "-1"],
  ["HOST", "http://0.0.0.0"],
  ["PUBLIC_URL", "workshop.example.org"],
  ["PUBLIC_URL", "ftp://example.org"],
  ["PUBLIC_URL", "https://example.org/?a=b"],
  ["DATABASE_URL", "mysql://localhost/workshop"],
  ["TRUST_PROXY", "maybe"],
  ["KEEP_DAYS", "0"],
  ["KEEP_DAYS", "1.5"],
  ["MAX_PARTICIPANTS", "many"],
])("%s=%s is refused in one sentence that names the variable and the cure", (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} [^\\n]*(unset it)[^\\n]*\\.$`));
});

test("a refused database address does not show its password", () => {
  const start = () => readConfig({ DATABASE_URL: "mysql://user:hush@localhost/workshop" });

  expect(start).toThrow("PostgreSQL");
  expect(start).not.toThrow("hush");
});
