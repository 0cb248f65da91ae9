import type { ServiceView } from "../../../server/contract/index.ts";
import { formatAccountDay, formatAccountTime } from "../../client/format.ts";
import type { Topic } from "../../client/live.ts";
import { Tabs } from "../tabs/Tabs.tsx";
import { AutoScalingTab } from "./AutoScalingTab.tsx";
import { MetricGraphs } from "./MetricGraph.tsx";
import { Facts, ScreenTitle, Table, Waiting } from "./parts.tsx";
import { TaskFilter, TaskTable } from "./TaskTable.tsx";
import { useScreen } from "./use-screen.ts";
import { type Go, type ServiceTab, servicePath, tabQuery, type Where } from "./where.ts";

/** The tabs, each with what can change it besides the service and its tasks. */
const TABS: { id: ServiceTab; label: string; topics: Topic[] }[] = [
  { id: "details", label: "Details", topics: [] },
  { id: "tasks", label: "Tasks", topics: [] },
  { id: "events", label: "Events", topics: ["scaling"] },
  { id: "auto-scaling", label: "Auto Scaling", topics: ["scaling", "alarms"] },
  { id: "deployments", label: "Deployments", topics: [] },
  { id: "metrics", label: "Metrics", topics: ["metrics"] },
];

/** One service: its counts, and the rest in tabs. */
export function ServiceScreen({ where, go }: { where: Where & { screen: "service" }; go: Go }) {
  const { cluster, service, tab } = where;
  const { data, head, problem } = useScreen<ServiceView>(servicePath(cluster, service), tabQuery(where), [
    "service",
    "tasks",
    ...TABS.find(({ id }) => id === tab)!.topics,
  ]);
  return (
    <>
      <div class="console-head">
        <ScreenTitle>Service : {service}</ScreenTitle>
        <button
          type="button"
          class="button button-primary"
          onClick={() => go({ screen: "update", cluster, service, step: 1 })}
        >
          Update
        </button>
      </div>
      {head && (
        <>
          <Facts
            facts={[
              ["Cluster", cluster],
              ["Task definition", head.service.taskDefinition],
            ]}
          />
          <Facts
            short
            facts={[
              ["Status", head.service.status],
              ["Service type", head.service.serviceType],
              ["Launch type", head.service.launchType],
              ["Desired count", head.service.desired],
              ["Pending count", head.service.pending],
              ["Running count", head.service.running],
            ]}
          />
        </>
      )}
      <Tabs label="Service" tabs={TABS} current={tab} onSelect={(id) => go({ ...where, tab: id })}>
        {tab === "tasks" && <TaskFilter status={where.tasks} onChange={(tasks) => go({ ...where, tasks })} />}
        {data ? <Body data={data} tab={tab} /> : <Waiting problem={problem} />}
      </Tabs>
    </>
  );
}

function Body({ data, tab }: { data: ServiceView; tab: ServiceTab }) {
  if (tab === "details") return <Details service={data.service} />;
  if (tab === "tasks" && data.tasks) return <TaskTable tasks={data.tasks} />;
  if (tab === "events" && data.events) return <Events events={data.events} />;
  if (tab === "auto-scaling" && data.scaling) return <AutoScalingTab scaling={data.scaling} />;
  if (tab === "deployments" && data.deployments) return <Deployments deployments={data.deployments} />;
  if (tab === "metrics" && data.metrics) return <MetricGraphs metrics={data.metrics} />;
  return <Waiting problem={undefined} />;
}

function Details({ service }: { service: ServiceView["service"] }) {
  const percent = (value: number | null) => (value === null ? "–" : `${value} %`);
  return (
    <>
      <h3>Load balancing</h3>
      <Table
        caption="Load balancing"
        rows={service.loadBalancers}
        rowKey={(row) => row.targetGroupArn}
        empty="This service has no load balancer."
        columns={[
          { label: "Target group name", cell: (row) => row.targetGroupName },
          { label: "Container name", cell: (row) => row.containerName },
          { label: "Container port", number: true, cell: (row) => row.containerPort },
        ]}
      />
      <h3>Settings</h3>
      <Facts
        facts={[
          ["Service role", service.role ?? "–"],
          ["Minimum healthy percent", percent(service.minimumHealthyPercent)],
          ["Maximum percent", percent(service.maximumPercent)],
          [
            "Health check grace period",
            service.healthCheckGracePeriodSeconds === null ? "–" : `${service.healthCheckGracePeriodSeconds} s`,
          ],
          ["Placement strategy", service.placementStrategy || "–"],
          [
            "Created at",
            service.createdAt === null
              ? "–"
              : `${formatAccountDay(service.createdAt)}, ${formatAccountTime(service.createdAt)}`,
          ],
        ]}
      />
    </>
  );
}

function Events({ events }: { events: NonNullable<ServiceView["events"]> }) {
  return (
    <>
      <p class="console-note">
        Service events, and the newest scaling activities as <code>Message: …</code>. Newest first, in account time.
      </p>
      <Table
        caption="Events"
        rows={events}
        rowKey={(row) => row.id}
        empty="No event yet."
        columns={[
          { label: "Event Time", cell: (row) => <time>{formatAccountTime(row.at)}</time> },
          { label: "Message", cell: (row) => <span class="console-message">{row.message}</span> },
        ]}
      />
    </>
  );
}

function Deployments({ deployments }: { deployments: NonNullable<ServiceView["deployments"]> }) {
  return (
    <Table
      caption="Deployments"
      rows={deployments}
      rowKey={(row) => row.id}
      empty="No deployment."
      columns={[
        { label: "Deployment", cell: (row) => row.id },
        { label: "Status", cell: (row) => row.status },
        { label: "Desired", number: true, cell: (row) => row.desired },
        { label: "Pending", number: true, cell: (row) => row.pending },
        { label: "Running", number: true, cell: (row) => row.running },
        { label: "Rollout state", cell: (row) => row.rolloutState },
        { label: "Reason", cell: (row) => row.rolloutStateReason },
        { label: "Created", cell: (row) => (row.createdAt === null ? "–" : formatAccountTime(row.createdAt)) },
      ]}
    />
  );
}
