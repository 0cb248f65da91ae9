"""The workshop by boto3: what a Python program of a participant does. Prints what it found as one JSON object."""

import datetime
import json
import os
import sys

import boto3
import botocore

CLUSTER = "containers-workshop-ecs-cluster"
SERVICE = "containers-workshop-ecs-service"
TARGET = {
    "ServiceNamespace": "ecs",
    "ResourceId": f"service/{CLUSTER}/{SERVICE}",
    "ScalableDimension": "ecs:service:DesiredCount",
}


def client(name):
    return boto3.client(name, endpoint_url=sys.argv[1], region_name=os.environ["AWS_DEFAULT_REGION"])


ecs, scaling, cloudwatch, elb, iam, sts = map(
    client, ["ecs", "application-autoscaling", "cloudwatch", "elbv2", "iam", "sts"]
)
found = {"boto3": boto3.__version__, "botocore": botocore.__version__, "account": sts.get_caller_identity()["Account"]}


def service():
    return ecs.describe_services(cluster=CLUSTER, services=[SERVICE])["services"][0]


# Waiters poll until the service is steady.
ecs.update_service(cluster=CLUSTER, service=SERVICE, desiredCount=2)
ecs.get_waiter("services_stable").wait(
    cluster=CLUSTER, services=[SERVICE], WaiterConfig={"Delay": 1, "MaxAttempts": 120}
)
found["counts"] = [service()["desiredCount"], service()["runningCount"]]

# Paginators: every page has one item, all of them together are all there are.
pages = list(ecs.get_paginator("list_tasks").paginate(cluster=CLUSTER, PaginationConfig={"PageSize": 1}))
found["taskPages"] = [len(page["taskArns"]) for page in pages]
arns = [arn for page in pages for arn in page["taskArns"]]
ecs.get_waiter("tasks_running").wait(cluster=CLUSTER, tasks=arns)
found["tasks"] = sorted(task["lastStatus"] for task in ecs.describe_tasks(cluster=CLUSTER, tasks=arns)["tasks"])

group = elb.describe_target_groups(Names=["containers-workshop-ecs-target"])["TargetGroups"][0]["TargetGroupArn"]
elb.get_waiter("target_in_service").wait(TargetGroupArn=group, WaiterConfig={"Delay": 1, "MaxAttempts": 120})
elb.get_waiter("load_balancer_exists").wait(Names=["containers-workshop-alb"])
found["health"] = [
    it["TargetHealth"]["State"] for it in elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
]

ecs.update_service(cluster=CLUSTER, service=SERVICE, desiredCount=1)
ecs.get_waiter("services_stable").wait(
    cluster=CLUSTER, services=[SERVICE], WaiterConfig={"Delay": 1, "MaxAttempts": 120}
)
scaling.register_scalable_target(**TARGET, MinCapacity=1, MaxCapacity=5)
role = "AWSServiceRoleForApplicationAutoScaling_ECSService"
iam.get_waiter("role_exists").wait(RoleName=role)
found["role"] = iam.get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["Service"]
attached = iam.get_paginator("list_attached_role_policies").paginate(RoleName=role).build_full_result()
found["attached"] = [it["PolicyName"] for it in attached["AttachedPolicies"]]

policy = scaling.put_scaling_policy(
    **TARGET,
    PolicyName="containers-workshop-ecs-scaling-policy",
    PolicyType="TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration={
        "TargetValue": 40.0,
        "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
        "ScaleOutCooldown": 30,
        "ScaleInCooldown": 30,
    },
)
described = scaling.get_paginator("describe_scaling_policies").paginate(ServiceNamespace="ecs").build_full_result()
found["policies"] = [it["PolicyARN"] == policy["PolicyARN"] for it in described["ScalingPolicies"]]
created = described["ScalingPolicies"][0]["CreationTime"]
found["typesOfPython"] = [
    isinstance(created, datetime.datetime),
    isinstance(described["ScalingPolicies"][0]["TargetTrackingScalingPolicyConfiguration"]["TargetValue"], float),
]

alarms = cloudwatch.get_paginator("describe_alarms").paginate(PaginationConfig={"PageSize": 1}).build_full_result()
found["alarms"] = [[it["Threshold"], it["EvaluationPeriods"], it["Dimensions"]] for it in alarms["MetricAlarms"]]
history = cloudwatch.get_paginator("describe_alarm_history").paginate().build_full_result()["AlarmHistoryItems"]
found["history"] = sorted(
    it["HistorySummary"].split('"')[-1].strip() for it in history if it["HistoryItemType"] == "ConfigurationUpdate"
)
found["metrics"] = sorted(
    metric["MetricName"]
    for page in cloudwatch.get_paginator("list_metrics").paginate(Namespace="AWS/ECS")
    for metric in page["Metrics"]
    if any(it["Name"] == "ServiceName" for it in metric["Dimensions"])
)

# Time is the account's: the newest point says when now is.
query = {
    "Id": "cpu",
    "MetricStat": {
        "Metric": {
            "Namespace": "AWS/ECS",
            "MetricName": "CPUUtilization",
            "Dimensions": [{"Name": "ClusterName", "Value": CLUSTER}, {"Name": "ServiceName", "Value": SERVICE}],
        },
        "Period": 60,
        "Stat": "Average",
    },
}
until = max(it["createdAt"] for it in service()["events"])
data = cloudwatch.get_paginator("get_metric_data").paginate(
    MetricDataQueries=[query], StartTime=until - datetime.timedelta(minutes=30), EndTime=until, PaginationConfig={"PageSize": 7}
)
values = [value for page in data for result in page["MetricDataResults"] for value in result["Values"]]
found["idleCpu"] = [len(values) > 20, max(values) < 5]

# Errors are classes of the service, by AWS's names.
found["errors"] = []
for attempt, expected in [
    (lambda: ecs.describe_services(cluster="nowhere", services=["x"]), ecs.exceptions.ClusterNotFoundException),
    (lambda: scaling.delete_scaling_policy(**TARGET, PolicyName="none"), scaling.exceptions.ObjectNotFoundException),
    (lambda: elb.describe_load_balancers(Names=["none"]), elb.exceptions.LoadBalancerNotFoundException),
    (lambda: cloudwatch.delete_alarms(AlarmNames=["x"] * 101), botocore.exceptions.ClientError),
]:
    try:
        attempt()
        found["errors"].append("accepted")
    except expected as error:
        found["errors"].append(error.response["Error"]["Code"])

print(json.dumps(found))
