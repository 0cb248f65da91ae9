import { useEffect, useRef } from "preact/hooks";
import "./console.css";
import { ClusterScreen } from "./ClusterScreen.tsx";
import { ClustersScreen } from "./ClustersScreen.tsx";
import { ServiceScreen } from "./ServiceScreen.tsx";
import { useWhere, type Where } from "./where.ts";
import { UpdateWizard } from "./wizard/UpdateWizard.tsx";

/** The ECS console: clusters, one cluster, one service, and the wizard that updates it. */
export default function ConsolePanel() {
  const [where, go] = useWhere();
  const top = useRef<HTMLDivElement>(null);
  const shown = screenName(where);
  const before = useRef(shown);

  // A new screen is announced by moving the focus to its heading; the first one leaves the focus alone.
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    const title = top.current?.querySelector<HTMLElement>("[data-screen-title]");
    title?.focus({ preventScroll: true });
    top.current?.closest(".pane-panel, .step-panel-body")?.scrollTo({ top: 0 });
    title?.scrollIntoView({ block: "nearest" });
  }, [shown]);

  return (
    <div class="console" lang="en" ref={top}>
      <nav class="console-trail" aria-label="Console">
        <ol>
          {trail(where).map(({ label, to }, i, all) => (
            <li key={label}>
              {to && i < all.length - 1 ? (
                <button type="button" class="link" onClick={() => go(to)}>
                  {label}
                </button>
              ) : (
                <span aria-current="page">{label}</span>
              )}
            </li>
          ))}
        </ol>
      </nav>
      {where.screen === "clusters" && <ClustersScreen go={go} />}
      {where.screen === "cluster" && <ClusterScreen where={where} go={go} />}
      {where.screen === "service" && <ServiceScreen where={where} go={go} />}
      {where.screen === "update" && <UpdateWizard where={where} go={go} />}
    </div>
  );
}

function screenName(where: Where): string {
  if (where.screen === "clusters") return where.screen;
  if (where.screen === "cluster") return `cluster ${where.cluster}`;
  if (where.screen === "service") return `service ${where.service}`;
  return `update ${where.service} ${where.step}`;
}

function trail(where: Where): { label: string; to?: Where }[] {
  const clusters = { label: "Clusters", to: { screen: "clusters" } as const };
  if (where.screen === "clusters") return [clusters];
  const cluster = {
    label: where.cluster,
    to: { screen: "cluster", cluster: where.cluster, tab: "services" } as const,
  };
  if (where.screen === "cluster") return [clusters, cluster];
  const service = {
    label: where.service,
    to: { screen: "service", cluster: where.cluster, service: where.service, tab: "details" } as const,
  };
  if (where.screen === "service") return [clusters, cluster, service];
  return [clusters, cluster, service, { label: "Update Service" }];
}
