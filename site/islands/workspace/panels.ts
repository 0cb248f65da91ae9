import type { ComponentType } from "preact";
import { pattern } from "../../client/say.ts";
import type { PanelName } from "../../client/show-panel.ts";

/** Titles and descriptions are patterns for `say`. */
export const PANELS: Record<PanelName, { title: string; about: string }> = {
  console: { title: pattern("Console"), about: pattern("the ECS console of your account") },
  terminal: { title: pattern("Terminal"), about: pattern("a shell with the AWS CLI, in your account") },
  load: { title: pattern("Load"), about: pattern("Locust, sending requests to your service") },
  charts: { title: pattern("Charts"), about: pattern("load, CPU and tasks on one time axis") },
  timeline: { title: pattern("Timeline"), about: pattern("everything that happened in your account") },
};

const modules = import.meta.glob<{ default: ComponentType }>("../{console,terminal,load,charts,timeline}/*Panel.tsx");

/** A panel's code is fetched when the panel is first shown. */
const loaders = new Map(
  (Object.keys(PANELS) as PanelName[]).flatMap((name) => {
    const load = modules[`../${name}/${PANELS[name].title}Panel.tsx`];
    return load ? [[name, load] as const] : [];
  }),
);

export const panelNames: readonly PanelName[] = [...loaders.keys()];

export const loadPanel = (name: PanelName): Promise<ComponentType> =>
  loaders.get(name)!().then((module) => module.default);
