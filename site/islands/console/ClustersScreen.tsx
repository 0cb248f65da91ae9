import type { ClustersView } from "../../../server/contract/index.ts";
import { useView } from "../../client/use-view.ts";
import { ScreenTitle, Table, Waiting } from "./parts.tsx";
import type { Go } from "./where.ts";

/** The list of clusters. */
export function ClustersScreen({ go }: { go: Go }) {
  const { data, problem } = useView<ClustersView>("/api/console/clusters", ["account", "service", "tasks"]);
  return (
    <>
      <ScreenTitle>Clusters</ScreenTitle>
      {data ? (
        <Table
          caption="Clusters"
          rows={data.clusters}
          rowKey={(row) => row.arn}
          empty="This account has no cluster in this Region."
          columns={[
            {
              label: "Cluster name",
              cell: (row) => (
                <button
                  type="button"
                  class="link"
                  onClick={() => go({ screen: "cluster", cluster: row.name, tab: "services" })}
                >
                  {row.name}
                </button>
              ),
            },
            { label: "Status", cell: (row) => row.status },
            { label: "Services", number: true, cell: (row) => row.services },
            { label: "Running tasks", number: true, cell: (row) => row.runningTasks },
            { label: "Pending tasks", number: true, cell: (row) => row.pendingTasks },
            { label: "Container instances", number: true, cell: (row) => row.containerInstances },
          ]}
        />
      ) : (
        <Waiting problem={problem} />
      )}
    </>
  );
}
