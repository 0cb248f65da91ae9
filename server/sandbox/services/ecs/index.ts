import type { Operations } from "../operation.ts";
import {
  DeleteAccountSetting,
  ListAccountSettings,
  PutAccountSetting,
  PutAccountSettingDefault,
} from "./account-settings.ts";
import { DeleteAttributes, ListAttributes, PutAttributes } from "./attributes.ts";
import {
  CreateCapacityProvider,
  DeleteCapacityProvider,
  DescribeCapacityProviders,
  UpdateCapacityProvider,
} from "./capacity-providers.ts";
import { CreateCluster, DeleteCluster, DescribeClusters, ListClusters } from "./clusters.ts";
import { DescribeContainerInstances, ListContainerInstances } from "./container-instances.ts";
import { CreateService } from "./create-service.ts";
import { DeleteTaskDefinitions } from "./delete-task-definitions.ts";
import { DeregisterContainerInstance, UpdateContainerInstancesState } from "./drain-instances.ts";
import { ExecuteCommand } from "./execute-command.ts";
import { ListTaskDefinitionFamilies, ListTaskDefinitions } from "./list-task-definitions.ts";
import { RunTask } from "./run-task.ts";
import { DescribeServiceDeployments, ListServiceDeployments } from "./service-deployments.ts";
import { DescribeServiceRevisions } from "./service-revisions.ts";
import { DeleteService, DescribeServices, ListServices, ListServicesByNamespace } from "./services.ts";
import { StartTask } from "./start-task.ts";
import { StopServiceDeployment } from "./stop-service-deployment.ts";
import { ListTagsForResource, TagResource, UntagResource } from "./tags.ts";
import { DeregisterTaskDefinition, DescribeTaskDefinition, RegisterTaskDefinition } from "./task-definitions.ts";
import { GetTaskProtection, UpdateTaskProtection } from "./task-protection.ts";
import { DescribeTasks, ListTasks, StopTask } from "./tasks.ts";
import { PutClusterCapacityProviders, UpdateCluster, UpdateClusterSettings } from "./update-cluster.ts";
import { UpdateService } from "./update-service.ts";

export const operations: Operations = {
  CreateCluster,
  DeleteCluster,
  DescribeClusters,
  ListClusters,
  UpdateCluster,
  UpdateClusterSettings,
  PutClusterCapacityProviders,
  CreateService,
  UpdateService,
  DeleteService,
  DescribeServices,
  ListServices,
  ListServicesByNamespace,
  DescribeServiceDeployments,
  ListServiceDeployments,
  StopServiceDeployment,
  DescribeServiceRevisions,
  RegisterTaskDefinition,
  DeregisterTaskDefinition,
  DeleteTaskDefinitions,
  DescribeTaskDefinition,
  ListTaskDefinitions,
  ListTaskDefinitionFamilies,
  RunTask,
  StartTask,
  StopTask,
  DescribeTasks,
  ListTasks,
  GetTaskProtection,
  UpdateTaskProtection,
  ExecuteCommand,
  DescribeContainerInstances,
  ListContainerInstances,
  UpdateContainerInstancesState,
  DeregisterContainerInstance,
  PutAttributes,
  DeleteAttributes,
  ListAttributes,
  DescribeCapacityProviders,
  CreateCapacityProvider,
  UpdateCapacityProvider,
  DeleteCapacityProvider,
  PutAccountSetting,
  PutAccountSettingDefault,
  DeleteAccountSetting,
  ListAccountSettings,
  TagResource,
  UntagResource,
  ListTagsForResource,
};
