import type { ServiceView } from "../../../server/contract/index.ts";
import { formatAccountTime } from "../../client/format.ts";
import { useView } from "../../client/use-view.ts";
import { AutoScalingTab } from "./AutoScalingTab.tsx";
import { MetricGraph } from "./MetricGraph.tsx";
import { Facts, ScreenTitle, Table, Tabs, Waiting } from "./parts.tsx";
import { TaskTable } from "./TaskTable.tsx";
import { type Go, type ServiceTab, servicePath, type Where } from "./where.ts";

const TABS: { id: ServiceTab; label: string }[] = [
  { id: "details", label: "Details" },
  { id: "tasks", label: "Tasks" },
  { id: "events", label: "Events" },
  { id: "auto-scaling", label: "Auto Scaling" },
  { id: "deployments", label: "Deployments" },
  { id: "metrics", label: "Metrics" },
];

/** One service: its counts, and the rest in tabs. */
export function ServiceScreen({ where, go }: { where: Where & { screen: "service" }; go: Go }) {
  const { cluster, service, tab } = where;
  const path = `${servicePath(cluster, service)}?tab=${tab}`;
  const { data, problem } = useView<ServiceView>(path, ["service", "tasks", "scaling", "alarms", "metrics"]);
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
      {data && (
        <Facts
          facts={[
            ["Cluster", cluster],
            ["Status", data.service.status],
            ["Task definition", data.service.taskDefinition],
            ["Service type", data.service.serviceType],
            ["Launch type", data.service.launchType],
            ["Desired count", data.service.desired],
            ["Pending count", data.service.pending],
            ["Running count", data.service.running],
          ]}
        />
      )}
      <Tabs label="Service" tabs={TABS} current={tab} onSelect={(id) => go({ ...where, tab: id })}>
        {data ? <Body data={data} tab={tab} /> : <Waiting problem={problem} />}
      </Tabs>
    </>
  );
}

function Body({ data, tab }: { data: ServiceView; tab: ServiceTab }) {
  if (tab === "details") return <Details service={data.service} />;
  if (tab === "tasks" && data.tasks) return <TaskTable tasks={data.tasks} empty="This service has no task." />;
  if (tab === "events" && data.events) return <Events events={data.events} />;
  if (tab === "auto-scaling" && data.scaling) return <AutoScalingTab scaling={data.scaling} />;
  if (tab === "deployments" && data.deployments) return <Deployments deployments={data.deployments} />;
  if (tab === "metrics" && data.metrics) {
    return (
      <div class="console-metrics">
        {data.metrics.map((metric) => (
          <MetricGraph key={metric.label} metric={metric} />
        ))}
      </div>
    );
  }
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
          ["Created at", service.createdAt === null ? "–" : formatAccountTime(service.createdAt)],
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
        { label: "Deployment", cell: (row) => <code>{row.id}</code> },
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
