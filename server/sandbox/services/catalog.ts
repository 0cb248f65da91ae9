import { operations as applicationAutoScaling } from "./application-autoscaling/index.ts";
import { operations as cloudWatch } from "./cloudwatch/index.ts";
import { operations as ecs } from "./ecs/index.ts";
import { operations as elasticLoadBalancing } from "./elasticloadbalancing/index.ts";
import { operations as iam } from "./iam/index.ts";
import type { Catalog } from "./operation.ts";
import { operations as sts } from "./sts/index.ts";

/** Every operation the sandbox has. What is absent here, the wire layer refuses by name. */
export const catalog: Catalog = {
  ecs,
  "application-autoscaling": applicationAutoScaling,
  cloudwatch: cloudWatch,
  elasticloadbalancing: elasticLoadBalancing,
  iam,
  sts,
};
