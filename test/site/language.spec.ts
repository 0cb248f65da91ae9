import { faultless, hydrated } from "../support/axe.ts";
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
  await page.goto("/pt-br/how-true-is-the-sandbox/");
  await expect(page.getByText("Esta página ainda não foi traduzida.")).toBeVisible();

  await page.getByRole("contentinfo").getByRole("link", { name: "English" }).click();

  await expect(page).toHaveURL(/^[^?]*\/how-true-is-the-sandbox\/$/);
  await expect(page.getByText("Esta página")).toHaveCount(0);
});
