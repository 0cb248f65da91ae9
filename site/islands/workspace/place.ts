import type { Arrangement, PanelName } from "../../client/show-panel.ts";
import type { Where } from "../console/where.ts";

/*
 * What an address says of the panels: `?panel=console&screen=service/shop/web/auto-scaling`. Written and read here, and nowhere else.
 *
 * | parameter | values |
 * |---|---|
 * | `panel` | a panel; two in their order, `console,charts`, when there are two panes |
 * | `screen` | of the console: `clusters`, `cluster/<cluster>/<tab>`, `service/<cluster>/<service>/<tab>`, `update/<cluster>/<service>/<screen>`; `/STOPPED` after the tab *Tasks* |
 * | `terminal` | which terminal, 1 to 4 |
 * | `load` | the tab of the load panel |
 * | `range` | minutes that the charts show |
 * | `hide`, `words` | the timeline's filter: kinds left out, and the words looked for |
 */
export type Place = {
  panes?: Arrangement;
  where?: Where;
  terminal?: string;
  loadTab?: string;
  rangeMs?: number;
  hidden?: string[];
  words?: string;
};

const PANELS: readonly string[] = ["console", "terminal", "load", "charts", "timeline"] satisfies PanelName[];
const CLUSTER_TABS = ["services", "tasks", "instances", "metrics"];
const SERVICE_TABS = ["details", "tasks", "events", "auto-scaling", "deployments", "metrics"];
const LOAD_TABS = ["statistics", "charts", "failures", "download"];
const KINDS = ["call", "alarm", "activity", "decision", "event", "task"];
const MINUTE = 60_000;
/** Minutes that the charts offer. */
const RANGES = [15, 30, 60, 180];
/** AWS: up to 255 letters, numbers, hyphens and underscores (API_CreateCluster, API_CreateService). */
const NAME = /^[\w-]{1,255}$/;

/** The part of an address after `?`, empty where there is nothing to say. Only what is on screen is told. */
export function searchOf({ panes, where, terminal, loadTab, rangeMs, hidden = [], words = "" }: Place): string {
  if (!panes) return "";
  const shown = [panes.upper, ...(panes.lower ? [panes.lower] : [])];
  const parts: [string, string | undefined][] = [["panel", shown.join(",")]];
  if (shown.includes("console")) parts.push(["screen", where && screenOf(where)]);
  if (shown.includes("terminal")) parts.push(["terminal", terminal]);
  if (shown.includes("load")) parts.push(["load", loadTab]);
  if (shown.includes("charts")) parts.push(["range", rangeMs === undefined ? undefined : String(rangeMs / MINUTE)]);
  if (shown.includes("timeline")) parts.push(["hide", hidden.join(",")], ["words", words]);
  const text = parts.filter(([, value]) => value).map(([name, value]) => `${name}=${encode(value!)}`);
  return `?${text.join("&")}`;
}

/** What an address asks for. What it should not say is left out: somebody may have typed it. */
export function placeOf(search: string): Place {
  const asked = new URLSearchParams(search);
  const among = (name: string, all: readonly string[]) =>
    asked
      .get(name)
      ?.split(",")
      .filter((it) => all.includes(it));
  const [upper, lower] = (among("panel", PANELS) ?? []) as PanelName[];
  const where = asked.has("screen") ? whereOf(asked.get("screen")!.split("/")) : undefined;
  const [terminal] = among("terminal", ["1", "2", "3", "4"]) ?? [];
  const [loadTab] = among("load", LOAD_TABS) ?? [];
  const range = RANGES.find((minutes) => String(minutes) === asked.get("range"));
  return {
    ...(upper && { panes: { upper, lower: lower && lower !== upper ? lower : null } }),
    ...(where && { where }),
    ...(terminal && { terminal }),
    ...(loadTab && { loadTab }),
    ...(range && { rangeMs: range * MINUTE }),
    // A link to the timeline brings its filter, also when that is none.
    ...((upper === "timeline" || lower === "timeline") && {
      hidden: among("hide", KINDS) ?? [],
      words: (asked.get("words") ?? "").slice(0, 200),
    }),
  };
}

function screenOf(where: Where): string {
  if (where.screen === "clusters") return where.screen;
  if (where.screen === "update") return [where.screen, where.cluster, where.service, where.step].join("/");
  const names = where.screen === "service" ? [where.cluster, where.service] : [where.cluster];
  return [where.screen, ...names, where.tab, ...(where.tasks === "STOPPED" ? [where.tasks] : [])].join("/");
}

function whereOf([screen, cluster = "", ...rest]: string[]): Where | undefined {
  if (screen === "clusters") return { screen };
  if (!NAME.test(cluster)) return undefined;
  const tasks = (text: string | undefined) => (text === "STOPPED" ? ({ tasks: text } as const) : {});
  if (screen === "cluster") {
    const [tab = "services", more] = rest;
    return CLUSTER_TABS.includes(tab) ? ({ screen, cluster, tab, ...tasks(more) } as Where) : undefined;
  }
  const [service = "", tab, more] = rest;
  if (!NAME.test(service)) return undefined;
  if (screen === "service")
    return SERVICE_TABS.includes(tab ?? "") ? ({ screen, cluster, service, tab, ...tasks(more) } as Where) : undefined;
  // The fifth screen tells what was done, and nothing was done by following a link.
  if (screen === "update" && /^[1-4]$/.test(tab ?? ""))
    return { screen, cluster, service, step: Number(tab) as 1 | 2 | 3 | 4 };
  return undefined;
}

/** A slash and a comma may stand in a query as they are (RFC 3986, 3.4), and are easier to read so. */
const encode = (text: string) => encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%2C", ",");
