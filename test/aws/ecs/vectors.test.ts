import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteServiceCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import type { sdkAccount } from "../sdk-account.ts";
import { type Given, testVectors } from "../vectors.ts";

type Account = ReturnType<typeof sdkAccount>;

/** The Fargate service of the vectors in its cluster. */
async function service({ ecs }: Account, desiredCount: number): Promise<void> {
  await ecs.send(new CreateClusterCommand({ clusterName: "c1" }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "td1",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "app", image: "busybox", essential: true }],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster: "c1",
      serviceName: "s1",
      taskDefinition: "td1",
      desiredCount,
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"] } },
    }),
  );
}

const known: Given = {
  "task RUNNING": async ({ pass, region }) => {
    pass({ minutes: 3 });
    return { "<running service task>": Object.keys(region.ecs.tasks)[0]! };
  },
  "2 tasks running, rollout COMPLETED": async ({ pass }) => {
    pass({ minutes: 3 });
  },
  "service deleted long enough to be INACTIVE": async (account) => {
    await service(account, 0);
    account.pass({ minutes: 1 });
    await account.ecs.send(new DeleteServiceCommand({ cluster: "c1", service: "s1" }));
    account.pass({ minutes: 2 });
  },
  "service scaled 2 to 1": async (account) => {
    await service(account, 2);
    account.pass({ minutes: 3 });
    await account.ecs.send(new UpdateServiceCommand({ cluster: "c1", service: "s1", desiredCount: 1 }));
    account.pass({ minutes: 1 });
    const stopped = Object.values(account.region.ecs.tasks).find((it) => it.desiredStatus === "STOPPED");
    return { "<stopped by scale-in>": stopped!.id };
  },
};

testVectors("ecs", known, {});
