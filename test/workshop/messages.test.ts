import { expect, test } from "vitest";
import { checkStep } from "../../server/workshop/checking.ts";
import { ptBR } from "../../server/workshop/messages/pt-BR.ts";
import { sayIn } from "../../server/workshop/messages/say.ts";
import { everyText } from "./every-text.ts";
import { shop, stepOf } from "./sandbox.ts";

/** The names that a pattern is filled with. */
const placeholders = (pattern: string) => new Set([...pattern.matchAll(/\{(\w+)[},]/g)].map(([, name]) => name));

test("a translation is filled with what its English pattern is filled with", () => {
  for (const [english, translated] of Object.entries(ptBR))
    expect(placeholders(translated), english).toEqual(placeholders(english));
});

test("every text of the checks has its translation, and no translation is left over", async () => {
  const said = await everyText();

  expect(Object.keys(ptBR).sort()).toEqual([...said].sort());
});

test("a check answers in the language of whoever asks, with the same key and values", async () => {
  const { account } = shop();

  const english = await checkStep(stepOf("number-of-tasks"), account);
  const portuguese = await checkStep(stepOf("number-of-tasks"), account, { language: "pt-BR" });

  expect(portuguese.checks[1]).toMatchObject({
    title: "O serviço é um destino escalável",
    messageKey: english.checks[1]!.messageKey,
  });
  expect(portuguese.checks[1]!.why).toMatch(/^Ainda não há destino escalável service\/\S+ em us-east-1\. /);
});

test("patterns choose by number and say AWS's booleans as AWS writes them", () => {
  const say = sayIn("en");

  expect(say("{count, plural, one {# task} other {# tasks}}", { count: 1 })).toBe("1 task");
  expect(say("{field} is {actual}", { field: "DisableScaleIn", actual: true })).toBe("DisableScaleIn is true");
  expect(say("the service's name is {name}", { name: "{x} <b>" })).toBe("the service's name is {x} <b>");
});
