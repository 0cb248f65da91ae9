import {
  CreateClusterCommand,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
} from "@aws-sdk/client-ecs";
import { sdkAccount } from "../sdk-account.ts";

export const taskDefinition = {
  family: "td1",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  containerDefinitions: [{ name: "app", image: "busybox", essential: true }],
} satisfies RegisterTaskDefinitionCommandInput;

export const service = {
  cluster: "c1",
  serviceName: "s1",
  taskDefinition: "td1",
  desiredCount: 0,
  launchType: "FARGATE",
  networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"] } },
} satisfies CreateServiceCommandInput;

/** An account with the cluster `c1` and the task definition `td1:1`, and steps as functions. */
export async function fargate(options: Parameters<typeof sdkAccount>[0] = {}) {
  const account = sdkAccount(options);
  await account.ecs.send(new CreateClusterCommand({ clusterName: "c1" }));
  await account.ecs.send(new RegisterTaskDefinitionCommand(taskDefinition));
  return {
    ...account,
    create: (input: Partial<CreateServiceCommandInput> = {}) =>
      account.ecs.send(new CreateServiceCommand({ ...service, ...input })),
  };
}
