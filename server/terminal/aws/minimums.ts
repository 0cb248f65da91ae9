/*
 * The least that AWS's service models allow (botocore 1.43.11): the CLI refuses an input below it by itself. A number stands for a
 * value's size or a text's or list's length, `[]` for the items of a list. A name counts for every structure of the service that has
 * a member of this name, `Structure.name` for one. The most that is allowed is left to AWS, as the CLI does.
 */
const MINIMUMS: Record<string, Record<string, string>> = {
  ecs: {
    "0": "ServiceConnectClientAlias.port base drainPercent idleTimeoutSeconds ingressPortOverride instanceWarmupPeriod perRequestTimeoutSeconds weight",
    "1": "key maximumScalingStepSize minimumScalingStepSize storageSizeGiB targetCapacity timeoutInMinutes",
    "[]1": "allowedInstanceTypes excludedInstanceTypes tagKeys",
  },
  "application-autoscaling": {
    "0": "MaxCapacityBuffer SchedulingBufferTime",
    "1": "Expression Id PolicyName PredictiveScalingMetric.MetricName PredictiveScalingMetric.Namespace PredictiveScalingMetricDimension.Name PredictiveScalingMetricDimension.Value PredictiveScalingMetricStat.Unit PredictiveScalingPredefinedLoadMetricSpecification.PredefinedMetricType PredictiveScalingPredefinedMetricPairSpecification.PredefinedMetricType PredictiveScalingPredefinedScalingMetricSpecification.PredefinedMetricType ResourceARN ResourceId ResourceLabel RoleARN Schedule ScheduledActionName TargetTrackingMetric.MetricName TargetTrackingMetric.Namespace TargetTrackingMetricDimension.Name TargetTrackingMetricDimension.Value TargetTrackingMetricStat.Unit Timezone",
    "[]1": "PolicyNames ResourceIds ScheduledActionNames TagKeys",
  },
  cloudwatch: {
    "0": "PendingPeriod RecoveryPeriod",
    "1": "AccountId ActionPrefix ActionsSuppressor AlarmContributorId AlarmMuteRuleName AlarmName AlarmNamePrefix AlarmRule ChildrenOfAlarmName DatapointsToAlarm Dimension.Value DimensionFilter.Value Duration EvaluateLowSampleCountPercentile EvaluationPeriods Expression ExtendedStatistics FirehoseArn Id Key MaxRecords MaxResults MetricName Name Namespace OrderBy OwningAccount ParentsOfAlarmName Period PutMetricStreamInput.OutputFormat Query ResourceARN RoleArn RuleDefinition RuleName RuleState Schedule.Timezone Statistics StorageResolution TemplateName ThresholdMetricId TreatMissingData",
    "2": "KeyAttributes",
    "10": "EvaluationInterval",
    "[]1":
      "AlarmActions AlarmNames GetInsightRuleReportInput.Metrics InsufficientDataActions MetricNames Names OKActions RuleNames TagKeys",
  },
  elbv2: {
    "1": "CreateListenerInput.Port CreateTargetGroupInput.Port CreateTrustStoreInput.Name HealthCheckPath Host ModifyListenerInput.Port Order PageSize Path Priority QuicServerId Tag.Key Tags TargetControlPort TargetDescription.Port",
    "2": "HealthCheckTimeoutSeconds HealthyThresholdCount UnhealthyThresholdCount",
    "5": "HealthCheckIntervalSeconds",
    "[]1": "DescribeTrustStoresInput.Names TagKeys",
  },
  sts: {
    "0": "AssumeRootRequest.DurationSeconds",
    "1": "EncodedMessage Key Policy ProvidedContexts",
    "2": "ExternalId Name RoleSessionName SourceIdentity",
    "4": "ContextAssertion ProviderId SAMLAssertion WebIdentityToken",
    "5": "SigningAlgorithm",
    "6": "TokenCode",
    "9": "SerialNumber",
    "12": "TargetPrincipal",
    "16": "AccessKeyId",
    "20": "PrincipalArn ProviderArn RoleArn arn",
    "60": "GetWebIdentityTokenRequest.DurationSeconds",
    "900":
      "AssumeRoleRequest.DurationSeconds AssumeRoleWithSAMLRequest.DurationSeconds AssumeRoleWithWebIdentityRequest.DurationSeconds GetFederationTokenRequest.DurationSeconds GetSessionTokenRequest.DurationSeconds",
    "[]1": "TransitiveTagKeys",
    "1 []1": "Audience",
  },
  iam: {
    "1": "AWSServiceName AddPrivateKey AssumeRolePolicyDocument CallerArn CertificateBody CertificateChain ClientID CreateSAMLProviderRequest.Name CredentialAgeDays CustomSuffix DeletionTaskId GroupName InstanceProfileName Key Marker MaxItems MaxPasswordAge NewGroupName NewPassword NewPath NewServerCertificateName NewUserName OldPassword Password PasswordReusePrevention Path PathPrefix PolicyDocument PolicyName PrivateKey RedirectUrl ResourceHandlingOption ResourceOwner ResourcePolicy RoleName SSHPublicKeyBody ServerCertificateName ServiceNamespace Url UserName VirtualMFADeviceName",
    "2": "Locale NotificationChannel",
    "3": "AccountAlias",
    "5": "ContextKeyName PolicyParameter.Name RequestorWorkflowId",
    "6": "AuthenticationCode1 AuthenticationCode2 MinimumPasswordLength",
    "9": "SerialNumber",
    "16": "AccessKeyId DelegationRequestId",
    "19": "EntityPath",
    "20": "Arn EntityArn OpenIDConnectProviderArn OwnerId PermissionsBoundary PolicyArn PolicySourceArn PolicyTemplateArn SAMLProviderArn SSHPublicKeyId ServiceSpecificCredentialId",
    "22": "RemovePrivateKey",
    "24": "CertificateId",
    "36": "JobId",
    "300": "SessionDuration",
    "1000": "SAMLMetadataDocument",
    "3600": "MaxSessionDuration",
    "[]1": "ClientIDList PermissionsBoundaryPolicyInputList PolicyInputList ResourceArns TagKeys",
    "[]3": "ActionNames",
    "[]40": "ThumbprintList",
    "1 []1": "ServiceNamespaces",
  },
};

/** The least for a member itself and for its items. */
export type Least = { own?: number; items?: number };

const read = new Map<string, Map<string, Least>>();

/** What a member must have at least; undefined where anything will do. */
export function leastOf(service: string, structure: string, member: string): Least | undefined {
  let table = read.get(service);
  if (!table) {
    table = tableOf(MINIMUMS[service] ?? {});
    read.set(service, table);
  }
  return table.get(`${structure}.${member}`) ?? table.get(member);
}

function tableOf(rows: Record<string, string>): Map<string, Least> {
  const table = new Map<string, Least>();
  for (const [limits, names] of Object.entries(rows)) {
    const least: Least = {};
    for (const limit of limits.split(" ")) {
      if (limit.startsWith("[]")) least.items = Number(limit.slice(2));
      else least.own = Number(limit);
    }
    for (const name of names.split(" ")) table.set(name, least);
  }
  return table;
}
