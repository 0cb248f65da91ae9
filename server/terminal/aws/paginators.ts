import type { ServiceModel } from "../../accounts/command-model.ts";

/** How an operation's pages follow each other. */
export type Paginator = {
  inputToken: string;
  outputToken: string;
  /** The member that limits a page, where there is one. */
  limit: string | undefined;
  /** A boolean member that says whether more follows. */
  more: string | undefined;
  /** The lists that grow page by page, the first one is what `--max-items` counts. */
  results: string[];
};

/**
 * The operations that the AWS CLI pages by itself (botocore's paginators). Their tokens and lists are read off the model; an
 * operation that has a token and is not named here is asked for one page.
 */
const PAGED: Record<string, string> = {
  "application-autoscaling":
    "DescribeScalableTargets DescribeScalingActivities DescribeScalingPolicies DescribeScheduledActions",
  cloudwatch:
    "DescribeAlarmHistory DescribeAlarms DescribeAnomalyDetectors GetMetricData ListAlarmMuteRules ListDashboards ListMetrics",
  ecs: "ListAccountSettings ListAttributes ListClusters ListContainerInstances ListServices ListServicesByNamespace ListTaskDefinitionFamilies ListTaskDefinitions ListTasks",
  elbv2:
    "DescribeAccountLimits DescribeListenerCertificates DescribeListeners DescribeLoadBalancers DescribeRules DescribeSSLPolicies DescribeTargetGroups DescribeTrustStoreAssociations DescribeTrustStoreRevocations DescribeTrustStores",
  iam: "GetAccountAuthorizationDetails GetGroup ListAccessKeys ListAccountAliases ListAttachedGroupPolicies ListAttachedRolePolicies ListAttachedUserPolicies ListEntitiesForPolicy ListGroupPolicies ListGroups ListGroupsForUser ListInstanceProfileTags ListInstanceProfiles ListInstanceProfilesForRole ListMFADeviceTags ListMFADevices ListOpenIDConnectProviderTags ListPolicies ListPolicyTags ListPolicyVersions ListRolePolicies ListRoleTags ListRoles ListSAMLProviderTags ListSSHPublicKeys ListServerCertificateTags ListServerCertificates ListSigningCertificates ListUserPolicies ListUserTags ListUsers ListVirtualMFADevices SimulateCustomPolicy SimulatePrincipalPolicy",
};

/** Lists in another order than the model's. */
const FIRST_RESULT: Record<string, string[]> = { DescribeAlarms: ["MetricAlarms", "CompositeAlarms"] };

export function paginatorOf(service: ServiceModel, operation: string): Paginator | undefined {
  if (!PAGED[service.service]?.split(" ").includes(operation)) return undefined;
  const { input, output } = service.operations[operation]!;
  const takes = service.structures[input!]!.members;
  const gives = service.structures[output!]!.members;
  const first = (members: object, ...names: string[]) => names.find((it) => it in members);
  return {
    inputToken: first(takes, "nextToken", "NextToken", "Marker")!,
    outputToken: first(gives, "nextToken", "NextToken", "NextMarker", "Marker")!,
    limit: first(takes, "maxResults", "MaxResults", "MaxRecords", "MaxDatapoints", "PageSize", "MaxItems"),
    more: first(gives, "IsTruncated"),
    results:
      FIRST_RESULT[operation] ??
      Object.keys(gives).filter((it) => typeof gives[it] === "object" && "list" in gives[it]),
  };
}
