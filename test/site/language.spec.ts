import { faultless, hydrated } from "../support/axe.ts";
import { shownWords } from "../support/shown-words.ts";
import { becomeParticipant, expect, step, test } from "../support/site.ts";

const CHAPTER = "/chapters/configuring-service-auto-scaling/";

test("a reader goes over to Portuguese in the middle of a chapter, and text, panels and check go along", async ({
  page,
}) => {
  const mistakes: string[] = [];
  page.on("console", (message) => message.type() === "error" && mistakes.push(message.text()));
  page.on("pageerror", (error) => mistakes.push(String(error)));
  await becomeParticipant(page);
  await page.goto(`${CHAPTER}#number-of-tasks`);

  await page.getByRole("banner").getByRole("link", { name: "Português (Brasil)" }).click();

  await expect(page).toHaveURL(/\/pt-br\/chapters\/configuring-service-auto-scaling\/.*#number-of-tasks$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "pt-BR");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Configurar o Service Auto Scaling");
  await expect(page.locator(`link[hreflang="en"]`)).toHaveAttribute("href", CHAPTER);

  const place = step(page, "number-of-tasks");
  await place.getByRole("button", { name: /^(Verificar|Verificar de novo)$/ }).click();
  await expect(place.getByText("O serviço é um destino escalável", { exact: true })).toBeVisible();

  await page.getByRole("tab", { name: "Gráficos" }).click();
  const charts = page.getByRole("tabpanel", { name: "Gráficos" });
  await expect(charts.getByText(/1 de 1 tarefas desejadas em execução/)).toBeVisible();

  await hydrated(page);
  await faultless(page);
  expect(mistakes).toEqual([]);

  // Its links stay in the language, and so does its search.
  await page.keyboard.press("/");
  await page.keyboard.type("termostato");
  await expect(page.getByRole("option").first()).toContainText("Acrescente a política de escalabilidade");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/pt-br\/chapters\/configuring-service-auto-scaling\/.*#scaling-policy$/);
});

test("a page that is not translated shows its English text, and says so; the choice is offered, never imposed", async ({
  page,
}) => {
  await page.goto("/pt-br/labs/step-scaling/");

  await expect(page.getByText("Esta página ainda não foi traduzida.")).toBeVisible();
  await expect(page.locator(".prose[lang=en]")).toContainText("step scaling");
  await expect(page.getByRole("heading", { level: 1 })).toHaveAttribute("lang", "en");
  for (const path of ["/accessibility/", "/how-true-is-the-sandbox/"]) {
    await page.goto(`/pt-br${path}`);
    await expect(page.getByText("Esta página ainda não foi traduzida.")).toBeVisible();
    await expect(page.locator("main").locator("xpath=ancestor-or-self::*[@lang][1]")).toHaveAttribute("lang", "en");
  }

  await page.getByRole("contentinfo").getByRole("link", { name: "English" }).click();

  await expect(page).toHaveURL(/^[^?]*\/how-true-is-the-sandbox\/$/);
  await expect(page.getByText("Esta página")).toHaveCount(0);
});

test("who chose Portuguese is offered it in one line above an English page, until they have had enough of it", async ({
  page,
}) => {
  const offer = page.getByRole("complementary", { name: "Esta página em português" });
  await page.goto("/");
  await expect(offer).toBeHidden();
  await page.getByRole("contentinfo").getByRole("link", { name: "Português (Brasil)" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "pt-BR");
  await expect(page.getByRole("complementary", { name: "This page in English" })).toBeHidden();

  await page.goto("/labs/step-scaling/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(offer).toBeHidden();
  await page.goto(`${CHAPTER}?panel=charts`);
  await expect(offer).toHaveAttribute("lang", "pt-BR");
  await faultless(page, ".language-offer");
  await offer.getByRole("link").press("Enter");
  await expect(page).toHaveURL(`/pt-br${CHAPTER}?panel=charts`);

  await page.goto(CHAPTER);
  await offer.getByRole("button", { name: "Não mostrar mais" }).press("Enter");
  await expect(offer).toBeHidden();
  await expect(page.getByRole("main")).toBeFocused();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(offer).toBeHidden();
});

/** The same in both languages: names, keys, units. */
const SHARED =
  /^((ECS )?Service Auto Scaling|sandbox|Endpoint|Console|Terminal( \d)?|(Esc|Tab|Ctrl|Alt|Shift)\b.*|locustfile\.py|[\d ]+(min|s)( [\d ]+s)?|containers-workshop-.*|us-east-1)$/;

test("of what the interface says in English, a Portuguese page says nothing", async ({ page }) => {
  await becomeParticipant(page);
  const wordsOf = async (path: string, tabs: string[]) => {
    await page.goto(path);
    await hydrated(page);
    const found = await shownWords(page);
    for (const name of path.includes(CHAPTER) ? tabs : []) {
      await page.getByRole("tab", { name, exact: true }).click();
      const panel = page.getByRole("tabpanel", { name, exact: true });
      await expect(panel.locator(".panel")).toBeVisible();
      await expect(panel.locator(".waiting")).toHaveCount(0);
      found.push(...(await shownWords(page)));
    }
    return new Set(found.filter((it) => /[a-z]{2}/.test(it) && !SHARED.test(it)));
  };
  for (const path of ["/", CHAPTER, "/account/"]) {
    const english = await wordsOf(path, ["Terminal", "Load", "Charts", "Timeline"]);
    const portuguese = await wordsOf(`/pt-br${path}`, ["Terminal", "Carga", "Gráficos", "Linha do tempo"]);

    expect(english.size).toBeGreaterThan(30);
    expect(
      [...portuguese].filter((it) => english.has(it)),
      path,
    ).toEqual([]);
  }
});
