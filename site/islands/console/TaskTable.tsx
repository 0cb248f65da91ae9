import type { ClusterView } from "../../../server/contract/index.ts";
import { formatAccountTime } from "../../client/format.ts";
import { Table } from "./parts.tsx";

type TaskRow = NonNullable<ClusterView["tasks"]>[number];

/** Tasks as the console lists them. */
export function TaskTable({ tasks, empty }: { tasks: TaskRow[]; empty: string }) {
  return (
    <Table
      caption="Tasks"
      rows={tasks}
      rowKey={(row) => row.id}
      empty={empty}
      columns={[
        { label: "Task", cell: (row) => <code title={row.id}>{row.id.slice(0, 8)}</code> },
        { label: "Task definition", cell: (row) => row.taskDefinition },
        { label: "Last status", cell: (row) => row.lastStatus },
        { label: "Desired status", cell: (row) => row.desiredStatus },
        { label: "Started at", cell: (row) => (row.startedAt === null ? "–" : formatAccountTime(row.startedAt)) },
        {
          label: "Container instance",
          cell: (row) =>
            row.containerInstance ? (
              <code title={row.containerInstance}>{row.containerInstance.slice(0, 8)}</code>
            ) : (
              "–"
            ),
        },
        { label: "Availability Zone", cell: (row) => row.availabilityZone },
        { label: "Launch type", cell: (row) => row.launchType },
        { label: "Stopped reason", cell: (row) => row.stoppedReason ?? "–" },
      ]}
    />
  );
}
