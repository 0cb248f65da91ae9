import { useId } from "preact/hooks";
import type { ClusterView } from "../../../server/contract/index.ts";
import { formatAccountTime } from "../../client/format.ts";
import { Table } from "./parts.tsx";
import type { TaskStatus } from "./where.ts";

type TaskRow = NonNullable<ClusterView["tasks"]>[number];

const STATUSES: { status: TaskStatus; label: string }[] = [
  { status: "RUNNING", label: "Running" },
  { status: "STOPPED", label: "Stopped" },
];

type FilterProps = { status: TaskStatus | undefined; onChange: (status: TaskStatus) => void };

/** *Desired task status* above a list of tasks. */
export function TaskFilter({ status = "RUNNING", onChange }: FilterProps) {
  const name = useId();
  return (
    <fieldset class="console-filter">
      <legend>Desired task status:</legend>
      {STATUSES.map((it) => (
        <label key={it.status}>
          <input type="radio" name={name} checked={status === it.status} onChange={() => onChange(it.status)} />
          {it.label}
        </label>
      ))}
    </fieldset>
  );
}

/** Tasks as the console lists them. */
export function TaskTable({ tasks }: { tasks: TaskRow[] }) {
  const time = (at: number | null) => (at === null ? "–" : formatAccountTime(at));
  const id = (text: string | null) => (text ? <code title={text}>{text.slice(0, 8)}</code> : "–");
  const stopped = tasks.some((it) => it.stoppedReason);
  return (
    <Table
      caption="Tasks"
      rows={tasks}
      rowKey={(row) => row.id}
      empty="No task."
      columns={[
        { label: "Task", cell: (row) => id(row.id) },
        { label: "Task definition", cell: (row) => row.taskDefinition },
        { label: "Last status", cell: (row) => row.lastStatus },
        { label: "Desired status", cell: (row) => row.desiredStatus },
        { label: "Started at", cell: (row) => time(row.startedAt) },
        { label: "Container instance", cell: (row) => id(row.containerInstance) },
        { label: "Availability Zone", cell: (row) => row.availabilityZone },
        ...(stopped
          ? [
              { label: "Stopped at", cell: (row: TaskRow) => time(row.stoppedAt) },
              { label: "Stopped reason", cell: (row: TaskRow) => row.stoppedReason ?? "–" },
            ]
          : [{ label: "Launch type", cell: (row: TaskRow) => row.launchType }]),
      ]}
    />
  );
}
