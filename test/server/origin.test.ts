import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { readConfig } from "../../server/config.ts";
import {
  baseUrl,
  isForeign,
  isOurHost,
  isSecure,
  pathBelowBase,
  signedHosts,
  signedPath,
} from "../../server/http/origin.ts";

const request = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage;
const from = (host: string) => request({ host });

test.each(["localhost:3000", "127.0.0.1:3000", "127.9.9.9", "[::1]:3000", "LOCALHOST", "a.localhost:80"])(
  "%s is this machine",
  (host) => {
    expect(isOurHost(from(host), readConfig({}))).toBe(true);
  },
);

test.each([
  "evil.example",
  "evil.example:3000",
  "127.0.0.1.evil.example",
  "localhost.evil.example",
  "10.0.0.5:3000",
  "a b",
  "",
])("%s is not ours: a name may have been bound to our address by anybody", (host) => {
  expect(isOurHost(from(host), readConfig({}))).toBe(false);
});

test("a request without a host is not ours", () => {
  expect(isOurHost(request({}), readConfig({}))).toBe(false);
});

test("HOST and PUBLIC_URL are ours, with any port", () => {
  const config = readConfig({ HOST: "class.lan", PUBLIC_URL: "https://workshop.example.org" });

  expect(isOurHost(from("class.lan:3000"), config)).toBe(true);
  expect(isOurHost(from("Workshop.example.org"), config)).toBe(true);
  expect(isOurHost(from("other.example.org"), config)).toBe(false);
});

test("a server for every address takes each address, and still no foreign name", () => {
  const config = readConfig({ HOST: "0.0.0.0" });

  expect(isOurHost(from("192.168.1.20:3000"), config)).toBe(true);
  expect(isOurHost(from("[2001:db8::1]:3000"), config)).toBe(true);
  expect(isOurHost(from("evil.example:3000"), config)).toBe(false);
});

test("what a proxy says counts only when there is one", () => {
  const forwarded = request({
    host: "127.0.0.1:3000",
    "x-forwarded-host": "workshop.example.org",
    "x-forwarded-proto": "https",
  });

  expect(baseUrl(forwarded, readConfig({}))).toBe("http://127.0.0.1:3000");
  expect(isSecure(forwarded, readConfig({}))).toBe(false);
  expect(signedHosts(forwarded, readConfig({}))).toEqual(["127.0.0.1:3000"]);
  expect(baseUrl(forwarded, readConfig({ TRUST_PROXY: "1" }))).toBe("https://workshop.example.org");
  expect(isSecure(forwarded, readConfig({ TRUST_PROXY: "1" }))).toBe(true);
  expect(signedHosts(forwarded, readConfig({ TRUST_PROXY: "1" }))).toEqual(["127.0.0.1:3000", "workshop.example.org"]);
});

test("absolute addresses come from PUBLIC_URL, whatever the request says", () => {
  const config = readConfig({ PUBLIC_URL: "https://example.org/workshop/" });

  expect(baseUrl(from("127.0.0.1:3000"), config)).toBe("https://example.org/workshop");
});

test("the base path is taken off where it is, and a proxy may have done so", () => {
  const config = readConfig({ PUBLIC_URL: "https://example.org/workshop" });

  expect(pathBelowBase("/workshop/api/health?x=1", config)).toBe("/api/health");
  expect(pathBelowBase("/workshop", config)).toBe("/");
  expect(pathBelowBase("/api/health", config)).toBe("/api/health");
  expect(pathBelowBase("/workshops/api", config)).toBe("/workshops/api");
});

test.each([
  [{ "sec-fetch-site": "cross-site" }, true],
  [{ "sec-fetch-site": "same-site" }, true],
  [{ "sec-fetch-site": "same-origin" }, false],
  [{ origin: "http://evil.example" }, true],
  [{ origin: "null" }, true],
  [{ origin: "http://127.0.0.1:3000" }, false],
  [{ origin: "http://127.0.0.1:4000" }, true],
  [{ origin: "http://127.0.0.1:3000", "sec-fetch-site": "cross-site" }, true],
  [{}, false],
])("from %j: foreign is %s", (headers, foreign) => {
  expect(isForeign(request({ host: "127.0.0.1:3000", ...headers } as Record<string, string>), readConfig({}))).toBe(
    foreign,
  );
});

test("what a client signed is its own view of the path, also when a proxy took the base path off", () => {
  const config = readConfig({ PUBLIC_URL: "https://example.org/workshop", TRUST_PROXY: "1" });
  const forwarded = request({ host: "10.0.0.5:3000", "x-forwarded-host": "example.org" });

  expect(signedPath("/workshop/aws/", forwarded, config)).toBe("/workshop/aws/");
  expect(signedPath("/aws/", forwarded, config)).toBe("/workshop/aws/");
  expect(signedPath("/aws/", from("example.org"), config)).toBe("/workshop/aws/");
  expect(signedPath("/aws/", from("127.0.0.1:3000"), config)).toBe("/aws/");
  expect(signedPath("/aws/", from("127.0.0.1:3000"), readConfig({}))).toBe("/aws/");
});
