import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DescribeClustersCommand,
  ListClustersCommand,
  ListServicesCommand,
  paginateListClusters,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { limits } from "../../../server/limits.ts";
import { ACCOUNT_ID, REGION, refusal, sdkAccount } from "../sdk-account.ts";
import { CLUSTER, SERVICE, workshop } from "../workshop.ts";

const arn = (name: string) => `arn:aws:ecs:${REGION}:${ACCOUNT_ID}:cluster/${name}`;

test("a new cluster has AWS's defaults and is called default when it has no name", async () => {
  const { ecs } = sdkAccount();

  const { cluster } = await ecs.send(new CreateClusterCommand({}));

  expect(cluster).toEqual({
    clusterArn: arn("default"),
    clusterName: "default",
    status: "ACTIVE",
    registeredContainerInstancesCount: 0,
    runningTasksCount: 0,
    pendingTasksCount: 0,
    activeServicesCount: 0,
    statistics: [],
    tags: [],
    settings: [{ name: "containerInsights", value: "disabled" }],
    capacityProviders: [],
    defaultCapacityProviderStrategy: [],
  });
});

test("creating a cluster again is idempotent, with other arguments it is refused", async () => {
  const { ecs } = sdkAccount();
  await ecs.send(new CreateClusterCommand({ clusterName: "c1", tags: [{ key: "team", value: "a" }] }));

  const again = await ecs.send(new CreateClusterCommand({ clusterName: "c1" }));
  const other = [
    { clusterName: "c1", tags: [{ key: "team", value: "b" }] },
    { clusterName: "c1", settings: [{ name: "containerInsights", value: "enabled" }] as const },
  ].map((input) => refusal(ecs.send(new CreateClusterCommand(input as { clusterName: string }))));

  expect(again.cluster?.tags).toEqual([{ key: "team", value: "a" }]);
  expect(await Promise.all(other)).toEqual(
    Array(2).fill({
      name: "InvalidParameterException",
      message: "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).",
      status: 400,
    }),
  );
});

test("a description shows settings, tags and statistics only when asked, and each cluster once", async () => {
  const { ecs } = workshop();

  const plain = await ecs.send(new DescribeClustersCommand({ clusters: [CLUSTER, arn(CLUSTER), "none"] }));
  const full = await ecs.send(
    new DescribeClustersCommand({ clusters: [CLUSTER], include: ["STATISTICS", "SETTINGS", "TAGS"] }),
  );

  expect(plain.clusters).toMatchObject([
    {
      registeredContainerInstancesCount: 2,
      runningTasksCount: 1,
      pendingTasksCount: 0,
      activeServicesCount: 1,
      settings: [],
      statistics: [],
    },
  ]);
  expect(plain.failures).toEqual([{ arn: arn("none"), reason: "MISSING" }]);
  expect(full.clusters?.[0]?.settings).toEqual([{ name: "containerInsights", value: "disabled" }]);
  expect(full.clusters?.[0]?.statistics?.filter(({ value }) => value !== "0")).toEqual([
    { name: "runningEC2TasksCount", value: "1" },
    { name: "activeEC2ServiceCount", value: "1" },
  ]);
});

test("a cluster is deleted only when its services, then its tasks, then its instances are gone", async () => {
  const { ecs, pass, region } = workshop();
  const deletion = () => refusal(ecs.send(new DeleteClusterCommand({ cluster: CLUSTER })));

  const withService = await deletion();
  await ecs.send(new DeleteServiceCommand({ cluster: CLUSTER, service: SERVICE, force: true }));
  const withTask = await deletion();
  pass({ minutes: 10 });
  const withInstances = await deletion();
  region.ecs.containerInstances = {};
  const { cluster } = await ecs.send(new DeleteClusterCommand({ cluster: CLUSTER }));

  expect([withService, withTask, withInstances].map(({ name, message }) => `${name}: ${message}`)).toEqual([
    "ClusterContainsServicesException: The Cluster cannot be deleted while Services are active.",
    "ClusterContainsTasksException: The Cluster cannot be deleted while Tasks are active.",
    "ClusterContainsContainerInstancesException: The Cluster cannot be deleted while Container Instances are active or draining.",
  ]);
  expect(cluster?.status).toBe("INACTIVE");
});

test("a deleted cluster can be described and deleted again, is listed no more, and begins anew when created", async () => {
  const { ecs } = sdkAccount();
  await ecs.send(new CreateClusterCommand({ clusterName: "c1", tags: [{ key: "a", value: "b" }] }));
  await ecs.send(new DeleteClusterCommand({ cluster: "c1" }));

  const described = await ecs.send(new DescribeClustersCommand({ clusters: ["c1"] }));
  const listed = await ecs.send(new ListClustersCommand({}));
  const again = await ecs.send(new DeleteClusterCommand({ cluster: arn("c1") }));
  const inside = await refusal(ecs.send(new ListServicesCommand({ cluster: "c1" })));
  const anew = await ecs.send(new CreateClusterCommand({ clusterName: "c1" }));

  expect(described.clusters?.map(({ status }) => status)).toEqual(["INACTIVE"]);
  expect(listed.clusterArns).toEqual([]);
  expect(again.cluster?.status).toBe("INACTIVE");
  expect(inside).toEqual({ name: "ClusterNotFoundException", message: "Cluster not found.", status: 400 });
  expect(anew.cluster).toMatchObject({ status: "ACTIVE", tags: [] });
});

test("the SDK's paginator finds every cluster", async () => {
  const { ecs } = sdkAccount();
  for (const clusterName of ["c3", "c1", "c2"]) await ecs.send(new CreateClusterCommand({ clusterName }));

  const pages = [];
  for await (const it of paginateListClusters({ client: ecs, pageSize: 2 }, {})) pages.push(it.clusterArns);

  expect(pages).toEqual([[arn("c1"), arn("c2")], [arn("c3")]]);
});

test("one cluster too many is refused by a limit, deleted ones take no room", async () => {
  const { ecs, region } = sdkAccount();
  for (let i = 0; i < limits.clusters; i++) await ecs.send(new CreateClusterCommand({ clusterName: `c${i}` }));

  const refused = await refusal(ecs.send(new CreateClusterCommand({ clusterName: "more" })));
  await ecs.send(new DeleteClusterCommand({ cluster: "c0" }));
  await ecs.send(new CreateClusterCommand({ clusterName: "more" }));

  expect(refused.name).toBe("LimitExceededException");
  expect(Object.keys(region.ecs.clusters)).toHaveLength(limits.clusters);
});

test.each([
  [{ settings: [{ name: "containerinsights", value: "enabled" }] }, "Invalid setting 'name'"],
  [{ settings: [{ name: "containerInsights", value: "on" }] }, "Invalid setting 'value'"],
  [
    { capacityProviders: ["FARGATE"], defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT" }] },
    "The specified capacity provider is not associated with the cluster.",
  ],
  [{ clusterName: "a.b" }, "Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was a.b"],
  [{ clusterName: "__proto__" }, "Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was __proto__"],
])("CreateCluster with %j is refused", async (input, message) => {
  const { ecs } = sdkAccount();

  expect(await refusal(ecs.send(new CreateClusterCommand(input as object)))).toEqual({
    name: "InvalidParameterException",
    message,
    status: 400,
  });
});

test("an unknown include names the known ones, but is not looked at where no cluster is found", async () => {
  const { ecs } = sdkAccount();
  await ecs.send(new CreateClusterCommand({ clusterName: "c1" }));
  const describe = (name: string) =>
    ecs.send(new DescribeClustersCommand({ clusters: [name], include: ["BOGUS" as "TAGS"] }));

  expect(await refusal(describe("c1"))).toEqual({
    name: "InvalidParameterException",
    message: "include should be one of [ATTACHMENTS,CONFIGURATIONS,SETTINGS,STATISTICS,TAGS]",
    status: 400,
  });
  expect(await describe("constructor")).toMatchObject({ clusters: [], failures: [{ reason: "MISSING" }] });
});

test("a deleted cluster still shows its configuration", async () => {
  const { ecs } = sdkAccount();
  const configuration = { executeCommandConfiguration: { logging: "NONE" } } as const;
  await ecs.send(new CreateClusterCommand({ clusterName: "c1", configuration, tags: [{ key: "a", value: "b" }] }));

  const { cluster } = await ecs.send(new DeleteClusterCommand({ cluster: "c1" }));

  expect(cluster).toMatchObject({ status: "INACTIVE", configuration, tags: [] });
});
