import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ensureBuilt } from "../../server/start/prepare.mjs";
import { stepsOf } from "../../site/steps.ts";

const root = path.join(import.meta.dirname, "../..");
const dist = path.join(root, "dist");

type Outline = {
  language: string;
  chapters: { slug: string; title: string; lab?: boolean; steps: { id: string; hints: string[] }[] }[];
};

beforeAll(async () => {
  await ensureBuilt();
}, 120_000);

const pages = () => globSync("**/*.html", { cwd: dist });
const read = (file: string) => readFileSync(path.join(dist, file), "utf8");

test("workshop.json tells what the content says", () => {
  const outline = JSON.parse(read("workshop.json")) as Outline;
  const files = ["content/[0-9]*.mdx", "content/labs/[0-9]*.mdx"].flatMap((it) =>
    globSync(it, { cwd: root }).sort((a, b) => a.localeCompare(b, "en", { numeric: true })),
  );

  expect(outline.language).toBe("en");
  expect(outline.chapters.map(({ slug, steps }) => ({ slug, steps }))).toEqual(
    files.map((file) => ({
      slug: path.basename(file, ".mdx").replace(/^\d+-/, ""),
      steps: stepsOf(readFileSync(path.join(root, file), "utf8"), file),
    })),
  );
});

test("hints in workshop.json are plain sentences", () => {
  const hints = (JSON.parse(read("workshop.json")) as Outline).chapters.flatMap(({ steps }) =>
    steps.flatMap((step) => step.hints),
  );

  expect(hints.length).toBeGreaterThan(10);
  expect(hints.filter((hint) => /[*`<>]|\]\(/.test(hint) || hint.length < 20)).toEqual([]);
});

test("the address of the published chapter leads on, without a script", () => {
  const page = read("07-AutoScaling/index.html");

  for (const id of ["1-tutorial-overview", "2-configuring-the-service-auto-scaling", "3-generating-load"])
    expect(page).toMatch(new RegExp(`<h2 id="${id}"`));
  for (const slug of ["overview", "configuring-service-auto-scaling", "generating-load"])
    expect(page).toContain(`href="/chapters/${slug}/"`);
});

test("every picture answers at the published address", () => {
  const pictures = globSync("images/*.png", { cwd: root });

  for (const picture of pictures)
    expect(statSync(path.join(dist, "07-AutoScaling", picture)).size).toBe(statSync(path.join(root, picture)).size);
});

test("every link inside the site leads somewhere", () => {
  const broken = pages().flatMap((page) =>
    [...read(page).matchAll(/\s(?:href|src)="([^"]+)"/g)]
      .map(([, link]) => link!)
      .filter((link) => !/^(https?:|data:|mailto:)/.test(link) && !leadsSomewhere(page, link))
      .map((link) => `${page}: ${link}`),
  );

  expect(pages().length).toBeGreaterThan(7);
  expect(broken).toEqual([]);
});

test("the outside is linked in English and over https", () => {
  const links = pages().flatMap((page) =>
    [...read(page).matchAll(/<a\s[^>]*href="(https?:[^"]+)"/g)].map(([, link]) => link!),
  );

  expect(links).toContain("https://aws.amazon.com/autoscaling/");
  expect(links.filter((link) => !link.startsWith("https://") || link.includes("/pt/"))).toEqual([]);
});

test("every chapter is complete without a script", () => {
  for (const { slug, lab, steps } of (JSON.parse(read("workshop.json")) as Outline).chapters) {
    const page = read(`${lab ? "labs" : "chapters"}/${slug}/index.html`);
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(page).toContain("What you take along");
    expect(page).toContain("To think about");
    for (const step of steps) expect(page).toMatch(new RegExp(`<h2 id="${step.id}"[^>]*><a class="anchor"`));
    expect(page.match(/class="without-script"/g)!.length).toBeGreaterThanOrEqual(steps.length);
  }
});

function leadsSomewhere(page: string, link: string): boolean {
  const { pathname, hash } = new URL(link, `http://site/${page.replace(/index\.html$/, "")}`);
  const file = [pathname, `${pathname}/index.html`]
    .map((it) => path.join(dist, it))
    .find((it) => existsSync(it) && statSync(it).isFile());
  if (!file) return false;
  return (
    hash === "" ||
    // Not a place on the page but what it shows (the policy lab's settings).
    hash.includes("=") ||
    !file.endsWith(".html") ||
    readFileSync(file, "utf8").includes(`id="${decodeURIComponent(hash.slice(1))}"`)
  );
}
