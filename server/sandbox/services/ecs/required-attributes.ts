import type { ContainerDefinition } from "@aws-sdk/client-ecs";
import type { TaskDefinition } from "../../world/ecs.ts";
import { isEcrImage } from "./container-rules.ts";

/**
 * What an instance must offer to run a definition's tasks. AWS: recorded in testdata/aws/ecs/controls.json and services.json; the names that belong
 * to roles, ECR, secrets and files are those of amazon-ecs-developer-guide (ecs-agent-config, task-placement-constraints).
 */
export function requiredAttributes(definition: TaskDefinition, containers: readonly ContainerDefinition[]): string[] {
  const names = new Set<string>();
  const needs = (name: string, condition: unknown) => condition && names.add(name);
  const { executionRoleArn, taskRoleArn } = definition.echo;
  for (const it of containers) {
    const driver = it.logConfiguration?.logDriver;
    const secrets = it.secrets ?? [];
    const isSecret = ({ valueFrom = "" }: { valueFrom?: string | undefined }) => valueFrom.includes(":secretsmanager:");
    needs(docker("1.21"), it.memoryReservation !== undefined || it.image?.includes("@sha256:"));
    needs("com.amazonaws.ecs.capability.privileged-container", it.privileged);
    needs("ecs.capability.container-ordering", it.dependsOn?.length || it.startTimeout || it.stopTimeout);
    needs("ecs.capability.container-health-check", it.healthCheck);
    needs(`com.amazonaws.ecs.capability.logging-driver.${driver}`, driver);
    needs("ecs.capability.execution-role-awslogs", driver === "awslogs" && executionRoleArn);
    needs("com.amazonaws.ecs.capability.ecr-auth", isEcrImage(it.image));
    needs(docker("1.19"), driver);
    needs("ecs.capability.execution-role-ecr-pull", isEcrImage(it.image) && executionRoleArn);
    needs("ecs.capability.secrets.asm.environment-variables", secrets.some(isSecret));
    needs(
      "ecs.capability.secrets.ssm.environment-variables",
      secrets.some((secret) => !isSecret(secret)),
    );
    needs("ecs.capability.env-files.s3", it.environmentFiles?.length);
  }
  needs("com.amazonaws.ecs.capability.task-iam-role", taskRoleArn && definition.networkMode !== "host");
  needs("com.amazonaws.ecs.capability.task-iam-role-network-host", taskRoleArn && definition.networkMode === "host");
  needs(docker("1.18"), definition.networkMode === "awsvpc");
  needs("ecs.capability.task-eni", definition.networkMode === "awsvpc");
  return [...names];
}

const docker = (version: string) => `com.amazonaws.ecs.capability.docker-remote-api.${version}`;
