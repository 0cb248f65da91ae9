import type { ComponentType } from "preact";
import type { PanelName } from "../../client/show-panel.ts";

export const PANELS: Record<PanelName, { title: string; about: string }> = {
  console: { title: "Console", about: "the ECS console of your account" },
  terminal: { title: "Terminal", about: "a shell with the AWS CLI, in your account" },
  load: { title: "Load", about: "Locust, sending requests to your service" },
  charts: { title: "Charts", about: "load, CPU and tasks on one time axis" },
  timeline: { title: "Timeline", about: "everything that happened in your account" },
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
