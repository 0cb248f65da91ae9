import { useState } from "preact/hooks";
import type { ClusterView } from "../../../server/contract/index.ts";
import { Tabs } from "../tabs/Tabs.tsx";
import { MetricGraphs } from "./MetricGraph.tsx";
import { Facts, ScreenTitle, Table, Waiting } from "./parts.tsx";
import { TaskFilter, TaskTable } from "./TaskTable.tsx";
import { useScreen } from "./use-screen.ts";
import { type ClusterTab, clusterPath, type Go, tabQuery, type Where } from "./where.ts";

const TABS: { id: ClusterTab; label: string }[] = [
  { id: "services", label: "Services" },
  { id: "tasks", label: "Tasks" },
  { id: "instances", label: "ECS Instances" },
  { id: "metrics", label: "Metrics" },
];

/** One cluster: its state, and its services, tasks, instances and metrics in tabs. */
export function ClusterScreen({ where, go }: { where: Where & { screen: "cluster" }; go: Go }) {
  const { cluster, tab } = where;
  const { data, head, problem } = useScreen<ClusterView>(clusterPath(cluster), tabQuery(where), [
    "service",
    "tasks",
    ...(tab === "metrics" ? (["metrics"] as const) : []),
  ]);
  return (
    <>
      <ScreenTitle>Cluster : {cluster}</ScreenTitle>
      {head && (
        <Facts
          short
          facts={[
            ["Status", head.cluster.status],
            ["Container instances", head.cluster.containerInstances],
            ["Running tasks", head.cluster.runningTasks],
            ["Pending tasks", head.cluster.pendingTasks],
            ["Active services", head.cluster.services],
          ]}
        />
      )}
      <Tabs label="Cluster" tabs={TABS} current={tab} onSelect={(id) => go({ ...where, tab: id })}>
        {tab === "tasks" && <TaskFilter status={where.tasks} onChange={(tasks) => go({ ...where, tasks })} />}
        {data ? <Body data={data} tab={tab} go={go} /> : <Waiting problem={problem} />}
      </Tabs>
    </>
  );
}

function Body({ data, tab, go }: { data: ClusterView; tab: ClusterTab; go: Go }) {
  if (tab === "services" && data.services) return <Services data={data} go={go} />;
  if (tab === "tasks" && data.tasks) return <TaskTable tasks={data.tasks} />;
  if (tab === "instances" && data.instances) return <Instances instances={data.instances} />;
  if (tab === "metrics" && data.metrics) return <MetricGraphs metrics={data.metrics} />;
  return <Waiting problem={undefined} />;
}

function Services({ data, go }: { data: ClusterView; go: Go }) {
  const services = data.services!;
  const cluster = data.cluster.name;
  const [selected, setSelected] = useState<string>();
  const chosen = services.some((row) => row.name === selected) ? selected : undefined;
  return (
    <>
      <div class="console-actions">
        <button
          type="button"
          class="button button-primary"
          disabled={!chosen}
          onClick={() => go({ screen: "update", cluster, service: chosen!, step: 1 })}
        >
          Update
        </button>
        {!chosen && services.length > 0 && <span class="console-note">Select a service to update it.</span>}
      </div>
      <Table
        caption="Services"
        rows={services}
        rowKey={(row) => row.name}
        empty="This cluster has no service."
        columns={[
          {
            label: "Select",
            cell: (row) => (
              <input
                type="checkbox"
                aria-label={`Select ${row.name}`}
                checked={row.name === chosen}
                onChange={(event) => setSelected(event.currentTarget.checked ? row.name : undefined)}
              />
            ),
          },
          {
            label: "Service name",
            cell: (row) => (
              <button
                type="button"
                class="link"
                onClick={() => go({ screen: "service", cluster, service: row.name, tab: "details" })}
              >
                {row.name}
              </button>
            ),
          },
          { label: "Status", cell: (row) => row.status },
          { label: "Service type", cell: (row) => row.serviceType },
          { label: "Task definition", cell: (row) => row.taskDefinition },
          { label: "Desired tasks", number: true, cell: (row) => row.desired },
          { label: "Running tasks", number: true, cell: (row) => row.running },
          { label: "Launch type", cell: (row) => row.launchType },
        ]}
      />
    </>
  );
}

function Instances({ instances }: { instances: NonNullable<ClusterView["instances"]> }) {
  return (
    <Table
      caption="ECS Instances"
      rows={instances}
      rowKey={(row) => row.id}
      empty="No container instance is registered with this cluster."
      columns={[
        { label: "Container instance", cell: (row) => <code title={row.id}>{row.id.slice(0, 8)}</code> },
        { label: "EC2 instance", cell: (row) => <code>{row.ec2InstanceId}</code> },
        { label: "Availability Zone", cell: (row) => row.availabilityZone },
        { label: "Agent connected", cell: (row) => String(row.agentConnected) },
        { label: "Status", cell: (row) => row.status },
        { label: "Running tasks", number: true, cell: (row) => row.runningTasks },
        { label: "CPU available", number: true, cell: (row) => `${row.cpuAvailable} of ${row.cpuRegistered}` },
        {
          label: "Memory available",
          number: true,
          cell: (row) => `${row.memoryAvailableMiB} of ${row.memoryRegisteredMiB}`,
        },
      ]}
    />
  );
}
