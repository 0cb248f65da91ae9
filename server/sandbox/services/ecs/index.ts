import type { Operations } from "../operation.ts";
import { DescribeCapacityProviders } from "./capacity-providers.ts";
import { CreateCluster, DeleteCluster, DescribeClusters, ListClusters } from "./clusters.ts";
import { DescribeContainerInstances, ListContainerInstances } from "./container-instances.ts";
import { CreateService } from "./create-service.ts";
import { ListTaskDefinitionFamilies, ListTaskDefinitions } from "./list-task-definitions.ts";
import { RunTask } from "./run-task.ts";
import { DeleteService, DescribeServices, ListServices } from "./services.ts";
import { ListTagsForResource, TagResource, UntagResource } from "./tags.ts";
import { DeregisterTaskDefinition, DescribeTaskDefinition, RegisterTaskDefinition } from "./task-definitions.ts";
import { DescribeTasks, ListTasks, StopTask } from "./tasks.ts";
import { UpdateService } from "./update-service.ts";

export const operations: Operations = {
  CreateCluster,
  DeleteCluster,
  DescribeClusters,
  ListClusters,
  CreateService,
  UpdateService,
  DeleteService,
  DescribeServices,
  ListServices,
  RegisterTaskDefinition,
  DeregisterTaskDefinition,
  DescribeTaskDefinition,
  ListTaskDefinitions,
  ListTaskDefinitionFamilies,
  RunTask,
  StopTask,
  DescribeTasks,
  ListTasks,
  DescribeContainerInstances,
  ListContainerInstances,
  DescribeCapacityProviders,
  TagResource,
  UntagResource,
  ListTagsForResource,
};
