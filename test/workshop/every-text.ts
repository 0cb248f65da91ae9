import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { chapters } from "../../server/workshop/chapters/index.ts";
import { COMMON } from "../../server/workshop/expectation.ts";
import { workshopService } from "../../server/workshop/scenario.ts";
import { reference, type Shop, shop } from "./sandbox.ts";

const steps = chapters.flatMap((chapter) => chapter.steps);

/** What a step says without asking the account, and what a check that has no answer says: each stands in a call of `say`, or as `what` and `next`. */
const inCode = ["announcements.ts", "checking.ts", "expectation.ts", "workshop.ts"].flatMap((file) =>
  [
    ...readFileSync(path.join(import.meta.dirname, "../../server/workshop", file), "utf8").matchAll(
      /(?:\bsay\(|\bwhat: (?:fromAws \? )?|\bnext: |#bound\(|\? )"([^"]+)"(?: : "([^"]+)")?/g,
    ),
  ].flatMap(([, text, other]) => [text!, ...(other ? [other] : [])].filter((it) => it.includes(" "))),
);

/** What is said of decisions and in the timeline, and of doing a step for somebody: each stands in a call of `say`, or of `sentence` where it is said later. */
const ofSolutions = globSync(["solutions/*.ts", "{explain,timeline,solving,restarting,what-goes}.ts"], {
  cwd: path.join(import.meta.dirname, "../../server/workshop"),
}).flatMap((file) =>
  [
    ...readFileSync(path.join(import.meta.dirname, "../../server/workshop", file), "utf8").matchAll(
      /\b(?:say|sentence)\(\s*"([^"]+)"/g,
    ),
  ].map(([, text]) => text!),
);

/** Problems of our own interface whose sentences name nothing of the request. */
const ofProblems = [
  "problem.ts",
  "errors.ts",
  "routes/terminals.ts",
  "routes/console.ts",
  "../accounts/refused-connection.ts",
].flatMap((file) =>
  [
    ...readFileSync(path.join(import.meta.dirname, "../../server/http", file), "utf8").matchAll(
      /(?:\b(?:title|detail|next|clock|load|decisions|reset): |\? | : |^ {4}|^ {6}|RefusedConnection\(`[^`]+`, )\s*"([A-Z][^"]+ [^"]+)"/gm,
    ),
  ].map(([, text]) => text!),
);

/** Every text of the checks: what the expectations hold, and what they await on the whole way from one task to five and back, and where targets are unhealthy. */
export async function everyText(): Promise<Set<string>> {
  const texts = new Set<string>([...Object.values(COMMON), ...inCode, ...ofSolutions, ...ofProblems]);
  const collect = async ({ account }: Shop) => {
    for (const step of steps) {
      if (step.kind !== "check") continue;
      const { aws, region, load, calls } = account;
      const now = await account.now();
      const looked = await step.look({ aws, region, load, calls, now, service: workshopService });
      for (const expecting of looked) for (const text of expecting.texts()) texts.add(text);
    }
  };

  await collect(shop({ state: "why-errors" }));
  const way = shop();
  await collect(way);
  await way.update(reference);
  way.load(600);
  for (let half = 0; half < 28; half++) {
    way.pass({ seconds: 30 });
    await collect(way);
  }
  way.load(0);
  for (let minute = 0; minute < 30; minute++) {
    way.pass({ minutes: 1 });
    await collect(way);
  }
  return texts;
}
