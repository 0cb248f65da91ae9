import type { Page } from "@playwright/test";
import type { AccountView } from "../../server/contract/index.ts";
import { faultless } from "../support/axe.ts";
import { startServer } from "../support/server.ts";
import { becomeParticipant, expect, openPanel, read, test } from "../support/site.ts";
import { openTerminal, terminalIn } from "../support/terminal-screen.ts";

const CHAPTER = "/chapters/configuring-service-auto-scaling/";
const CLUSTER = "containers-workshop-ecs-cluster";
const SERVICE = "containers-workshop-ecs-service";

test.describe("typing", () => {
  test("a line is run and its output stands below it; screen and history outlive a reload", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);

    await terminal.line("echo $((6 * 7)) tasks");
    await expect(terminal.screen).toContainText("42 tasks");
    await page.reload();

    const again = await openTerminal(page);
    await expect(again.screen).toContainText("42 tasks");
    await page.keyboard.press("ArrowUp");
    await expect(again.screen).toHaveText(/echo \$\(\(6 \* 7\)\) tasks\s*$/);
    await page.keyboard.press("ArrowDown");
    await again.ready();
  });

  test("a line that was typed and not sent is there after a reload", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    await page.keyboard.type("echo not yet");
    await expect(terminal.screen).toContainText("echo not yet");

    await page.reload();

    const panel = await openPanel(page, "Terminal");
    await expect(terminalIn(page, panel).screen).toContainText("echo not yet");
  });

  test("the keys of bash edit it: begin and end, words, kill and yank", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    const { keyboard } = page;

    await keyboard.type("three two one");
    await keyboard.press("Control+W");
    await keyboard.press("Control+A");
    await keyboard.press("Control+Y");
    await keyboard.type(" ");
    await keyboard.press("Alt+F");
    await keyboard.press("Control+K");
    await keyboard.press("Home");
    await keyboard.type("echo ");
    await keyboard.press("End");
    await keyboard.press("Control+Y");
    await keyboard.press("Control+ArrowLeft");
    await keyboard.press("Backspace");
    await keyboard.press("Enter");

    await expect(terminal.screen).toContainText("one threetwo");
    await keyboard.type("never run");
    await keyboard.press("Control+U");
    await terminal.ready();
  });

  test("a line longer than the screen wraps and can be edited in its middle, wide characters too", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    const long = `echo ${"日本 and more, ".repeat(12)}end`;

    await page.keyboard.type(long);
    for (let i = 0; i < 16; i++) await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("HERE");
    await page.keyboard.press("Enter");

    await terminal.ready();
    await expect(terminal.screen).toContainText(/HERE日本 and more, end\s*~ \$/);
  });

  test("pasted lines run one after the other; what has no line feed yet stays to be edited", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);

    await paste(page, "cat <<EOF | sort\nsecond\nfirst\nEOF\necho \\\n  joined\necho unsent");

    await expect(terminal.screen).toContainText(/first\s*second/);
    await expect(terminal.screen).toContainText(/> {3}joined\s*joined/);
    await expect(terminal.screen).toHaveText(/\$ echo unsent\s*$/);
  });

  test("what is typed while a line runs waits below its output and is run after it", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);

    await terminal.line("sleep 40; echo slept");
    await terminal.line("echo typed ahead | tr a-z A-Z");

    await expect(terminal.screen).toContainText("TYPED AHEAD");
    expect(await terminal.screen.innerText()).toMatch(/slept[\s\S]*TYPED AHEAD/);
  });

  test("Ctrl-R finds a line of the history, Ctrl-L leaves an empty screen with the prompt", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    await terminal.line("echo alpha");
    await terminal.line("echo beta");
    await expect(terminal.screen).toContainText(/beta\s*~ \$\s*$/);

    await page.keyboard.press("Control+R");
    await page.keyboard.type("alp");
    await expect(terminal.screen).toContainText("(reverse-i-search)'alp': echo alpha");
    await page.keyboard.press("Control+E");
    await page.keyboard.type("bet");
    await page.keyboard.press("Control+L");

    await expect(terminal.screen).toHaveText(/^\s*~ \$ echo alphabet\s*$/);
  });
});

test.describe("running", () => {
  test("output is shown as it comes, and Ctrl-C ends the line", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);

    await terminal.line("i=0; while true; do i=$((i + 1)); echo round $i; sleep 10; done");
    await expect(terminal.screen).toContainText("round 2");
    await expect(terminal.panel.getByRole("tab", { name: /Terminal 1, running/ })).toBeVisible();
    await page.keyboard.press("Control+C");

    await expect(terminal.screen).toHaveText(/\^C\s*~ \$\s*$/);
    await terminal.line("echo $?");
    await expect(terminal.screen).toContainText("130");
  });

  test("Ctrl-C lets go of a line that is typed, and of one that is unfinished", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);

    await page.keyboard.type("rm -rf *");
    await page.keyboard.press("Control+C");
    await expect(terminal.screen).toHaveText(/rm -rf \*\^C\s*~ \$\s*$/);
    await terminal.line("echo 'not closed");
    await expect(terminal.screen).toHaveText(/>\s*$/);
    await page.keyboard.press("Control+C");

    await terminal.ready();
    await terminal.line("echo fine");
    await expect(terminal.screen).toContainText(/fine\s*~ \$\s*$/);
  });

  test("a line that runs goes on over a reload, and its output with it", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    await terminal.line("for i in 1 2 3 4 5 6 7 8; do echo part $i; sleep 15; done");
    await expect(terminal.screen).toContainText("part 1");

    await page.reload();

    const panel = await openPanel(page, "Terminal");
    const again = terminalIn(page, panel);
    await expect(again.screen).toContainText("part 8");
    await again.ready();
  });

  test("Tab completes a word, and lists what it may become", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);

    await terminal.line("mkdir work; touch work/report-one work/report-two");
    await terminal.ready();

    await page.keyboard.type("cat wor");
    await page.keyboard.press("Tab");
    await expect(terminal.screen).toHaveText(/cat work\/\s*$/);
    await page.keyboard.type("r");
    await page.keyboard.press("Tab");
    await expect(terminal.screen).toHaveText(/cat work\/report-\s*$/);
    await page.keyboard.press("Tab");
    await expect(terminal.screen).toContainText(/report-one {2}report-two/);
    await page.keyboard.type("t");
    await page.keyboard.press("Tab");

    await expect(terminal.screen).toHaveText(/\$ cat work\/report-two\s*$/);
  });

  test("the AWS CLI acts on the account, through pipes too", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);

    await terminal.line(
      `aws ecs describe-services --cluster ${CLUSTER} --services ${SERVICE} | jq -r '.services[0].desiredCount'`,
    );

    await expect(terminal.screen).toContainText(/desiredCount'\s*1\s*~ \$\s*$/);
  });

  test("a megabyte of output leaves the page usable, and ends in full", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);

    await terminal.line(
      's="0123456789abcdef"; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do s="$s$s"; done; echo "$s" | fold -w 80; echo all',
    );
    await page.getByRole("tab", { name: "Load", exact: true }).click();
    await expect(page.getByRole("tabpanel", { name: "Load" })).toBeVisible();
    await page.getByRole("tab", { name: "Terminal", exact: true }).click();

    await expect(terminal.screen).toContainText(/all\s*~ \$\s*$/);
  });
});

test.describe("a question before a call that changes something", () => {
  const QUESTION = "ecs UpdateService {}\nThis changes 111122223333, us-east-1. Go on? [y/N] ";

  /** The account's answers to lines, in turn: a sandbox never asks. */
  async function answering(page: Page, answers: object[][]): Promise<string[]> {
    const lines: string[] = [];
    await page.route("**/api/terminals/1/lines", async (route) => {
      lines.push((route.request().postDataJSON() as { line: string }).line);
      const body = answers.shift()!.map((it) => `${JSON.stringify(it)}\n`);
      await route.fulfill({ contentType: "application/x-ndjson", body: body.join("") });
    });
    return lines;
  }

  test("the answer is typed behind it, and the line goes on", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    const end = { exit: 0, prompt: "~ $ ", more: false };
    const lines = await answering(page, [[{ ask: QUESTION }], [{ out: "changed\n" }, end]]);

    await terminal.line("aws ecs update-service");
    await expect(terminal.screen).toHaveText(/Go on\? \[y\/N\]\s*$/);
    await expect(terminal.panel.getByRole("status").getByText("Go on?")).toBeAttached();
    await terminal.line("y");

    await expect(terminal.screen).toHaveText(/\[y\/N\] y\s*changed\s*~ \$\s*$/);
    expect(lines).toEqual(["aws ecs update-service", "y"]);
  });

  test("Ctrl-C sends nothing", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    const lines = await answering(page, [[{ ask: QUESTION }]]);
    await terminal.line("aws ecs update-service");
    await expect(terminal.screen).toHaveText(/Go on\? \[y\/N\]\s*$/);

    await page.keyboard.press("Control+C");

    await terminal.ready();
    expect(lines).toEqual(["aws ecs update-service"]);
  });
});

test.describe("several", () => {
  test("a second terminal has a screen of its own; both can be seen at once, and one is closed", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    const { panel } = terminal;
    await terminal.line("here=first; echo this is the $here");
    await expect(terminal.screen).toContainText("this is the first");

    await panel.getByRole("button", { name: "New terminal" }).click();
    const second = panel.getByRole("tabpanel", { name: "Terminal 2" });
    await expect(second.locator(".xterm-helper-textarea")).toBeFocused();
    await terminal.line('echo "and this: [$here]"');
    await expect(second.locator(".xterm-rows")).toContainText("and this: []");
    await expect(panel.getByRole("tabpanel", { name: "Terminal 1" })).toBeHidden();
    await panel.getByRole("button", { name: "All terminals at once" }).click();
    await expect(panel.getByRole("tabpanel", { name: "Terminal 1" })).toContainText("this is the first");
    await expect(second).toContainText("and this: []");

    await panel.getByRole("button", { name: "Close terminal 2" }).click();
    await expect(panel.getByRole("tab")).toHaveCount(1);
    await panel.getByRole("button", { name: "New terminal" }).click();
    await expect(panel.getByRole("tabpanel", { name: "Terminal 2" })).not.toContainText("and this");
  });

  test("two windows on one terminal show the same, and the history of both", async ({ page, context }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    const window = await context.newPage();
    await window.goto(CHAPTER);
    const other = await openTerminal(window);

    await other.line("echo from the other window");
    await expect(other.screen).toContainText(/window\s*from the other window/);

    await expect(terminal.screen).toContainText(/window\s*from the other window/);
    await page.keyboard.press("ArrowUp");
    await expect(terminal.screen).toHaveText(/\$ echo from the other window\s*$/);
  });
});

test.describe("without a connection", () => {
  test("a line that could not be sent stays, and is sent with Enter when the server is back", async ({
    page,
    context,
  }) => {
    await openAt(page);
    const terminal = await openTerminal(page);

    await context.setOffline(true);
    await terminal.line("echo kept");
    await expect(terminal.screen).toContainText("cannot be reached");
    await expect(terminal.screen).toHaveText(/echo kept\s*$/);
    await context.setOffline(false);
    await expect(async () => {
      await page.keyboard.press("Enter");
      await expect(terminal.screen).toContainText(/\$ echo kept\s*kept\s*~ \$\s*$/, { timeout: 1_000 });
    }).toPass();
  });

  test("output that broke off is caught up with when the connection is back", async ({ page, context }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    await terminal.line("for i in 1 2 3 4 5 6 7 8; do echo part $i; sleep 20; done");
    await expect(terminal.screen).toContainText("part 2");

    await context.setOffline(true);
    await page.keyboard.type("echo typed meanwhile");
    await context.setOffline(false);

    await expect(terminal.screen).toHaveText(/part 7\s*part 8\s*~ \$ echo typed meanwhile\s*$/);
  });

  test("a server that was started anew has screen, history and variables as they were", async ({ browser }) => {
    const first = await startServer({ keepData: true });
    const page = await browser.newPage({ locale: "en-US", baseURL: first.url, viewport: { width: 1440, height: 900 } });
    await openAt(page);
    const terminal = await openTerminal(page);
    await terminal.line("kept=value; echo before");
    await expect(terminal.screen).toContainText(/before\s*~ \$\s*$/);

    await first.stop();
    const second = await startServer({ dataDir: first.dataDir, port: first.port });
    await page.reload();

    const again = await openTerminal(page);
    await expect(again.screen).toContainText("before");
    await again.line("echo it is $kept");
    await expect(again.screen).toContainText("it is value");
    await page.close();
    await second.close();
  });
});

test.describe("commands of a chapter", () => {
  test("Run types the command into the terminal and runs it, and the step sees what it did", async ({ page }) => {
    await openAt(page);
    const step = page.locator('[data-step="number-of-tasks"]');
    await step.getByText("The same from the command line").click();

    await step.getByRole("button", { name: "Run in the terminal" }).click();

    const terminal = terminalIn(page, page.getByRole("tabpanel", { name: "Terminal", exact: true }).first());
    await expect(terminal.screen).toContainText("aws application-autoscaling register-scalable-target");
    await expect(terminal.screen).toContainText("ScalableTargetARN");
    await expect(step).toContainText("Done");
    await page.locator('[data-step="scaling-policy"]').getByText("The same from the command line").click();
    await page.locator('[data-step="scaling-policy"]').getByRole("button", { name: "Run in the terminal" }).click();
    await expect(terminal.screen).toContainText("PolicyARN");
  });

  test("Run leaves a busy terminal alone and takes another", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    await terminal.line("while true; do sleep 60; done");
    await expect(terminal.panel.getByRole("tab", { name: /running/ })).toBeVisible();
    const step = page.locator('[data-step="number-of-tasks"]');
    await step.getByText("The same from the command line").click();

    await step.getByRole("button", { name: "Run in the terminal" }).click();

    await expect(terminal.panel.getByRole("tabpanel", { name: "Terminal 2" })).toContainText("ScalableTargetARN");
  });

  test("Copy takes the command alone", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await openAt(page);
    const step = page.locator('[data-step="number-of-tasks"]');
    await step.getByText("The same from the command line").click();

    await step.getByRole("button", { name: "Copy", exact: true }).click();

    await expect(step.getByRole("button", { name: "Copied" })).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^aws application-autoscaling register-scalable-target \\\n {2}--service-namespace ecs/);
    expect(copied).toMatch(/--max-capacity 5$/);
  });

  test("whoever has no account yet gets one by Run", async ({ page }) => {
    await page.goto(CHAPTER);
    await expect(page.getByRole("button", { name: "Create my account" }).first()).toBeVisible();
    const step = page.locator('[data-step="number-of-tasks"]');
    await step.getByText("The same from the command line").click();

    await step.getByRole("button", { name: "Run in the terminal" }).click();

    await expect(page.getByRole("tabpanel", { name: "Terminal", exact: true })).toContainText("ScalableTargetARN");
  });

  test("on a screen of 360 pixels the terminal opens under the step", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await openAt(page);
    const step = page.locator('[data-step="number-of-tasks"]');
    await step.getByText("The same from the command line").click();

    await step.getByRole("button", { name: "Run in the terminal" }).click();

    await expect(step.locator('[data-step-panel="terminal"]')).toContainText("ScalableTargetARN");
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways).toBeLessThanOrEqual(0);
    const other = page.locator('[data-step="scaling-policy"]');
    await other.getByText("The same from the command line").click();
    await other.getByRole("button", { name: "Run in the terminal" }).click();
    await expect(other.locator('[data-step-panel="terminal"]')).toContainText("PolicyARN");
    await step.getByRole("button", { name: "Bring it here" }).click();
    await expect(step.locator('[data-step-panel="terminal"]')).toContainText("PolicyARN");
  });

  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });

    test("there is no button that does nothing", async ({ page }) => {
      await page.goto(CHAPTER);

      await expect(page.getByText("register-scalable-target", { exact: false }).first()).toBeVisible();
      for (const button of await page.locator("[data-code-button]").all()) await expect(button).toBeHidden();
    });
  });
});

test.describe("of several accounts", () => {
  test("an open terminal follows to the account of a lab and back, and each has its own screen", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    await terminal.line("echo in the workshop");
    await expect(terminal.screen).toContainText(/workshop\s*in the workshop\s*~ \$\s*$/);

    await page.request.put("/api/account/active", { data: { lab: "step-scaling" } });
    await expect(terminal.screen).toHaveText(/^\s*~ \$\s*$/);
    await terminal.input.focus();
    await terminal.line("echo in the lab");
    await expect(terminal.screen).toContainText(/lab\s*in the lab/);
    await page.request.put("/api/account/active", { data: { lab: null } });

    await expect(terminal.screen).toContainText("in the workshop");
    await expect(terminal.screen).not.toContainText("lab");
  });

  test("Run on a page that is about another account runs nothing and says why", async ({ page }) => {
    await openAt(page);
    await page.goto("/labs/step-scaling/");
    await expect(page.getByRole("button", { name: "Start the lab: Step scaling" })).toBeVisible();

    await page.getByRole("button", { name: "Run in the terminal" }).first().click();

    await expect(page.getByRole("button", { name: /^First choose this page’s account/ })).toBeVisible();
    await expect(page.locator(".xterm-rows")).toHaveCount(0);
  });
});

test.describe("for everybody", () => {
  test("Escape and then Tab leave the terminal, forwards and backwards, and the panel says so", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    const inside = () => terminal.input.evaluate((it) => it === document.activeElement);
    await expect(terminal.input).toHaveAccessibleDescription(/Esc and then Tab leave the terminal/);

    await page.keyboard.press("Tab");
    expect(await inside()).toBe(true);
    await page.keyboard.press("Escape");
    await expect(terminal.panel.getByText("Tab and Shift-Tab leave the terminal now.")).toBeAttached();
    await page.keyboard.press("Tab");
    await expect(terminal.panel.locator("summary").filter({ hasText: "All keys" })).toBeFocused();
    await page.keyboard.press("Shift+Tab");
    await expect(terminal.input).toBeFocused();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Shift+Tab");

    await expect(terminal.panel.getByRole("button", { name: "Find in the output" })).toBeFocused();
  });

  test("each command is announced once, with its exit status and its first and last lines", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    const log = terminal.panel.getByRole("log");

    await terminal.line("for i in 1 2 3 4 5 6 7 8 9; do echo line $i; done; false");
    await expect(log.locator("article")).toHaveCount(1);
    await expect(log).toContainText(
      "Failed with exit status 1, 9 lines. line 1 line 2 line 3 4 more lines line 8 line 9",
    );

    await terminal.panel.getByRole("checkbox", { name: "Screen reader mode" }).check();
    await log.getByText("The whole output").click();
    await expect(log.locator("pre")).toContainText("line 5");
    await expect(terminal.panel.locator(".xterm-accessibility-tree")).toContainText("line 5");
    await expect(terminal.panel.locator(".live-region")).toHaveAttribute("aria-live", "off");
    await page.reload();
    const { panel } = await openTerminal(page);
    await expect(panel.getByRole("checkbox")).toBeChecked();
    await expect(panel.locator(".live-region")).toHaveAttribute("aria-live", "off");
  });

  test("text is found in the output, and found places are counted", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    await terminal.line("for i in 1 2 3; do echo needle $i; done");
    await expect(terminal.screen).toContainText("needle 3");

    await page.keyboard.press("Control+Shift+F");
    await expect(terminal.panel.getByRole("textbox", { name: "Find in the output" })).toBeFocused();
    await page.keyboard.type("needle ");
    await expect(terminal.panel.getByText(/^\d of 4$/)).toBeVisible();
    await page.keyboard.press("Escape");

    await expect(terminal.input).toBeFocused();
  });

  test("only the web is a link, and it opens apart", async ({ page, context }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    await context.route("https://example.com/**", (route) =>
      route.fulfill({ body: "there", contentType: "text/html" }),
    );
    await terminal.line("clear; echo; echo https://example.com/page; echo 'javascript:alert(1)'");
    await terminal.ready();
    const clickOn = async (text: string) => {
      const { x, y } = (await terminal.screen.getByText(text, { exact: true }).first().boundingBox())!;
      await page.mouse.move(x + 60, y + 8);
      await expect(terminal.panel.locator(".xterm-cursor-pointer")).toHaveCount(text.startsWith("https:") ? 1 : 0);
      await page.mouse.click(x + 60, y + 8);
    };

    const opened = context.waitForEvent("page");
    await clickOn("https://example.com/page");
    expect(await (await opened).evaluate(() => window.opener)).toBeNull();
    await clickOn("javascript:alert(1)");
    expect(context.pages()).toHaveLength(2);
  });

  test("axe finds nothing in the states of the panel", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    const { panel } = terminal;
    await terminal.line("echo out; ls /nowhere");
    await terminal.ready();
    await faultless(page);
    await panel.getByRole("button", { name: "New terminal" }).click();
    await panel.getByRole("button", { name: "All terminals at once" }).click();
    await panel.getByRole("button", { name: "Find in the output" }).click();
    await panel.getByRole("textbox", { name: "Find in the output" }).fill("out");
    await panel.getByRole("checkbox", { name: "Screen reader mode" }).check();
    await faultless(page);
    await panel.getByRole("button", { name: "Use your own terminal" }).click();
    await expect(panel.getByRole("heading", { name: "Use your own terminal" })).toBeVisible();
    await panel.getByRole("button", { name: /^Start over with the clock/ }).click();
    await faultless(page);
  });

  test("the screen follows the pane, and the line that is typed is laid out anew", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    const words = Array.from({ length: 36 }, (_, i) => `word${i}`).join(" ");
    await page.keyboard.type(`echo ${words}`);
    const rows = () => terminal.screen.locator("> div").filter({ hasText: "word" }).count();
    const before = await rows();

    await page.setViewportSize({ width: 1160, height: 800 });
    await expect.poll(rows).toBeGreaterThan(before);
    await page.setViewportSize({ width: 1440, height: 900 });

    await expect.poll(rows).toBe(before);
    await page.keyboard.press("Home");
    await page.keyboard.press("Control+K");
    await terminal.ready();
    await expect(terminal.screen).not.toContainText("word");
  });

  test("another theme dresses the screen at once", async ({ page }) => {
    await openAt(page);
    const terminal = await openTerminal(page);
    const background = () => terminal.panel.locator(".xterm-rows").evaluate((it) => getComputedStyle(it).color);
    await page.getByRole("button", { name: /^Colours:/ }).click();
    const light = await background();

    await page.getByRole("button", { name: /^Colours:/ }).click();

    await expect.poll(background).not.toBe(light);
  });
});

test.describe("a terminal of one's own", () => {
  test("the lines to paste carry endpoint and keys, for three kinds of shell", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await openAt(page);
    const { panel } = await openTerminal(page);
    const { credentials, endpointUrl } = await read<AccountView>(page, "/api/account");
    const copied = async (button: string | RegExp) => {
      await panel.getByRole("button", { name: button }).click();
      await expect(panel.getByRole("button", { name: "Copied" }).first()).toBeVisible();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    await panel.getByRole("button", { name: "Use your own terminal" }).click();

    await expect(panel).not.toContainText(credentials!.secretAccessKey);
    const posix = await copied(/^Copy the lines/);
    expect(posix).toContain(`export AWS_ENDPOINT_URL='${endpointUrl}'`);
    expect(posix).toContain(`export AWS_SECRET_ACCESS_KEY='${credentials!.secretAccessKey}'`);
    await panel.getByRole("radio", { name: "PowerShell" }).check();
    expect(await copied(/^Copy the lines/)).toContain(`$env:AWS_ENDPOINT_URL = '${endpointUrl}'`);
    await panel.getByRole("radio", { name: "~/.aws profile" }).check();
    expect(await copied("Copy for ~/.aws/config")).toBe(
      `[profile workshop]\nregion = us-east-1\nendpoint_url = ${endpointUrl}`,
    );
    expect(await copied("Copy for ~/.aws/credentials")).toContain("[workshop]\naws_access_key_id = AKIA");

    await panel.getByRole("button", { name: "Back to the terminal" }).click();
    await expect(panel.locator(".xterm-rows:visible")).toBeVisible();
  });

  test("it tells both clocks apart, and a fresh account's clock is this computer's", async ({ page }) => {
    await becomeParticipant(page);
    await page.request.put("/api/account/clock", { data: { advanceSeconds: 7_200 } });
    await page.goto(CHAPTER);
    const { panel } = await openTerminal(page);
    await panel.getByRole("button", { name: "Use your own terminal" }).click();
    await expect(panel.getByText(/The account is 2 h .*ahead/)).toBeVisible();

    await panel.getByRole("button", { name: /^Start over with the clock/ }).click();
    await expect(panel.getByText(/All clusters, services/)).toBeVisible();
    await panel.getByRole("button", { name: "Yes, start over at 1×" }).click();

    await expect(panel.getByText(/Both clocks agree/)).toBeVisible();
    expect((await read<AccountView>(page, "/api/account")).clock).toMatchObject({ speed: 1 });
  });
});

/** A chapter in the browser of somebody who has an account. */
async function openAt(page: Page): Promise<void> {
  await becomeParticipant(page);
  await page.goto(CHAPTER);
}

/** As the browser does it: Ctrl-V with text in the clipboard. */
async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((it) => navigator.clipboard.writeText(it), text);
  await page.keyboard.press("Control+V");
}
