import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DescribeClustersCommand,
  PutClusterCapacityProvidersCommand,
  UpdateClusterCommand,
  UpdateClusterSettingsCommand,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { refusal, sdkAccount } from "../sdk-account.ts";
import { fargate } from "./fargate.ts";

async function withCluster() {
  const account = sdkAccount();
  await account.ecs.send(new CreateClusterCommand({ clusterName: "c1", tags: [{ key: "a", value: "b" }] }));
  return account;
}

test("settings and configuration change, what is left out stays, and the answer shows both without tags", async () => {
  const { ecs } = await withCluster();
  const settings = [{ name: "containerInsights", value: "enhanced" } as const];
  const configuration = { executeCommandConfiguration: { logging: "NONE" } } as const;

  await ecs.send(new UpdateClusterSettingsCommand({ cluster: "c1", settings }));
  const { cluster } = await ecs.send(new UpdateClusterCommand({ cluster: "c1", configuration }));

  expect(cluster).toMatchObject({ settings, configuration, tags: [], statistics: [], attachments: [] });
  const described = await ecs.send(
    new DescribeClustersCommand({ clusters: ["c1"], include: ["SETTINGS", "CONFIGURATIONS"] }),
  );
  expect(described.clusters?.[0]).toMatchObject({ settings, configuration });
});

test("a cluster that is missing, INACTIVE, or asked for what no cluster has is refused as recorded", async () => {
  const { ecs } = await withCluster();
  const configuration = { executeCommandConfiguration: { logging: "NONE" } } as const;
  const settings = (name: string, value: string) => [{ name: name as "containerInsights", value }];

  const missing = await refusal(ecs.send(new UpdateClusterCommand({ cluster: "none", configuration })));
  const missingFirst = await refusal(
    ecs.send(new UpdateClusterSettingsCommand({ cluster: "none", settings: settings("bad", "bad") })),
  );
  const value = await refusal(
    ecs.send(new UpdateClusterSettingsCommand({ cluster: "c1", settings: settings("containerInsights", "bad") })),
  );
  await ecs.send(new DeleteClusterCommand({ cluster: "c1" }));
  const inactive = await refusal(ecs.send(new UpdateClusterCommand({ cluster: "c1", configuration })));

  expect(missing).toEqual({ name: "ClusterNotFoundException", message: "Cluster not found.", status: 400 });
  expect(missingFirst.name).toBe("ClusterNotFoundException");
  expect(value).toEqual({ name: "InvalidParameterException", message: "Invalid setting 'value'", status: 400 });
  expect(inactive).toEqual({ name: "ClientException", message: "Cluster was not ACTIVE.", status: 400 });
});

test("capacity providers are replaced, except one that a service uses", async () => {
  const { ecs, create } = await fargate();
  const put = (capacityProviders: string[], byDefault: string[]) =>
    ecs.send(
      new PutClusterCapacityProvidersCommand({
        cluster: "c1",
        capacityProviders,
        defaultCapacityProviderStrategy: byDefault.map((capacityProvider) => ({ capacityProvider, weight: 1 })),
      }),
    );

  const { cluster } = await put(["FARGATE", "FARGATE_SPOT"], ["FARGATE_SPOT"]);
  const { service } = await create({ launchType: undefined });
  const inUse = await refusal(put(["FARGATE"], []));
  const notAssociated = await refusal(put(["FARGATE_SPOT"], ["FARGATE"]));
  const unknown = await refusal(put(["mine"], []));

  const strategy = [{ capacityProvider: "FARGATE_SPOT", weight: 1, base: 0 }];
  expect(cluster).toMatchObject({
    capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    defaultCapacityProviderStrategy: strategy,
  });
  expect(service).toMatchObject({ capacityProviderStrategy: strategy, platformVersion: "LATEST" });
  expect(service).not.toHaveProperty("launchType");
  expect(inUse).toEqual({
    name: "ResourceInUseException",
    message: "The specified capacity provider is in use and cannot be removed.",
    status: 400,
  });
  expect(notAssociated.message).toBe("The specified capacity provider is not associated with the cluster.");
  expect(unknown).toEqual({
    name: "InvalidParameterException",
    message: "The specified capacity provider was not found. Specify a valid capacity provider and try again.",
    status: 400,
  });
});
