/*
 * What tasks cost on AWS Fargate, where one pays per task: Linux on x86, US East (N. Virginia), June 2026, without Spot, Savings Plans
 * and tax (https://aws.amazon.com/fargate/pricing/). The sandbox's service runs on instances, which cost the same with and without tasks.
 */
export const PRICES = { region: "us-east-1", month: Date.UTC(2026, 5), vcpuHour: 0.04048, gigabyteHour: 0.004445 };

/** AWS: the least memory that a Fargate task of so many CPU units can have (amazon-ecs-developer-guide, task_definition_parameters). */
const GIGABYTES: Record<string, number> = { "256": 0.5, "512": 1, "1024": 2 };

/** Dollars for so many hours of a task of this size. */
export const priceOf = (taskHours: number, taskCpu: string): number =>
  taskHours * ((Number(taskCpu) / 1024) * PRICES.vcpuHour + GIGABYTES[taskCpu]! * PRICES.gigabyteHour);
