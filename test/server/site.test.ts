import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import express from "express";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answerErrors } from "../../server/http/errors.ts";
import { site } from "../../server/http/site.ts";
import { send } from "./http.ts";

let dist: string;
let url: string;
let close: () => void;

beforeEach(async () => {
  dist = mkdtempSync(path.join(tmpdir(), "workshop-dist-"));
  const server = express().use(site(dist)).use(answerErrors).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
});
afterEach(() => {
  close();
  rmSync(dist, { recursive: true });
});

function built(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dist, name)), { recursive: true });
    writeFileSync(path.join(dist, name), text);
  }
}

test("a page answers at once, with and without a slash at the end", async () => {
  built({ "07-AutoScaling/index.html": "<h1>Scaling</h1>", "index.html": "<h1>Home</h1>" });

  for (const name of ["/07-AutoScaling", "/07-AutoScaling/", "/07-AutoScaling?from=home"]) {
    const answer = await send(url + name);
    expect([answer.status, answer.text]).toEqual([200, "<h1>Scaling</h1>"]);
    expect(answer.headers["content-type"]).toContain("text/html");
  }
  expect((await send(`${url}/`)).text).toBe("<h1>Home</h1>");
});

test("what carries a hash in its name is kept for ever, everything else is asked for again", async () => {
  built({ "_astro/page.C0ffee12.js": "1", "index.html": "<h1>Home</h1>" });

  expect((await send(`${url}/_astro/page.C0ffee12.js`)).headers["cache-control"]).toBe(
    "public, max-age=31536000, immutable",
  );
  const page = await send(`${url}/`);
  expect(page.headers["cache-control"]).toBe("public, max-age=0");
  expect((await send(`${url}/`, { headers: { "if-none-match": page.headers.etag! } })).status).toBe(304);
});

test("an unknown address is the site's own page with status 404", async () => {
  built({ "404.html": "<h1>Not here</h1>", "index.html": "<h1>Home</h1>" });

  for (const name of ["/nothing", "/nothing/", "/_astro/gone.js"]) {
    const answer = await send(url + name, { headers: { accept: "text/html" } });
    expect([answer.status, answer.text, answer.headers["cache-control"]]).toEqual([
      404,
      "<h1>Not here</h1>",
      "no-store",
    ]);
  }
});

test("an unknown Portuguese address is that page in Portuguese", async () => {
  built({ "404.html": "<h1>Not here</h1>", "pt-br/404/index.html": "<h1>Não está aqui</h1>" });

  const answer = await send(`${url}/pt-br/chapters/nada/`, { headers: { accept: "text/html" } });

  expect([answer.status, answer.text]).toEqual([404, "<h1>Não está aqui</h1>"]);
});

test("files outside the site, and its own notes, are not there", async () => {
  built({ "404.html": "<h1>Not here</h1>", ".built-from": "secret" });

  for (const name of ["/.built-from", "/..%2f..%2fpackage.json", "/%2e%2e/package.json", "/%ff", "/%00"]) {
    const answer = await send(url + name);
    expect([400, 403, 404]).toContain(answer.status);
    expect(answer.text).not.toContain("secret");
  }
});

test("a site that was not built says how to build it", async () => {
  const answer = await send(`${url}/`);

  expect(answer.status).toBe(404);
  expect(answer.json()).toMatchObject({ type: "not-found", detail: expect.stringContaining("npm run build") });
});
