import * as why from "../labs/why-did-it-not-scale.ts";
import { sentence } from "../messages/say.ts";
import { scalableTargetOf, serviceOf } from "../reading.ts";
import { scenario, workshopService } from "../scenario.ts";
import { sdk } from "../sdk.ts";
import type { Looking } from "../step.ts";
import { configured, registered } from "./configuring-service-auto-scaling.ts";
import { call, type Deed, type Solution, setDesired, until } from "./solution.ts";
import { noUsers } from "./under-load.ts";

const MINUTE = 60;
const anAlarmAsks = sentence("an alarm has scaled the service");

/** Users for an account whose load was stopped or made small. */
async function users({ load }: Looking, count: number = scenario.users): Promise<Deed[]> {
  const view = await load?.read();
  return view && view.state !== "stopped" && view.users >= count ? [] : [{ kind: "load", users: count }];
}

/** A service that somebody made larger by hand goes back to what the case began with, so that an alarm has something to ask for. */
async function backTo(looking: Looking, count: number): Promise<Deed[]> {
  const desired = (await serviceOf(looking)).found?.desiredCount ?? 0;
  return desired > count ? [setDesired(desired, count)] : [];
}

export const whyFullLoad: Solution = async (looking) => {
  const { found: target } = await scalableTargetOf(looking);
  return [
    ...(target ? registered(target) : []),
    ...(await configured(looking)),
    ...(await backTo(looking, scenario.minCapacity)),
    ...(await users(looking)),
    until(why.whyFullLoad, anAlarmAsks, 30 * MINUTE),
  ];
};

/** The other services of the cluster go to sleep. */
export const whyTwoOfFive: Solution = async (looking) => {
  const { ListServicesCommand, DescribeServicesCommand } = await sdk.ecs();
  const { cluster } = workshopService;
  const { serviceArns = [] } = await looking.aws.ecs.send(new ListServicesCommand({ cluster }));
  const { services = [] } = serviceArns.length
    ? await looking.aws.ecs.send(new DescribeServicesCommand({ cluster, services: serviceArns.slice(0, 10) }))
    : {};
  const others = services.filter(
    ({ serviceName, desiredCount }) => serviceName !== workshopService.name && (desiredCount ?? 0) > 0,
  );
  return [
    ...others.map(({ serviceName, desiredCount }) =>
      call(
        "ecs",
        "UpdateService",
        sentence("Let {name} run no task, so that its places are free", { name: serviceName! }),
        { cluster, service: serviceName!, desiredCount: 0 },
        [{ resource: serviceName!, field: "desiredCount", before: desiredCount, after: 0 }],
      ),
    ),
    ...(await configured(looking)),
    ...(await users(looking)),
    until(why.whyTwoOfFive, anAlarmAsks, 40 * MINUTE),
  ];
};

export const whyNoUsers: Solution = async (looking) => {
  const desired = (await serviceOf(looking)).found?.desiredCount ?? 0;
  return [
    ...(await configured(looking)),
    ...(desired < scenario.maxCapacity ? [setDesired(desired, scenario.maxCapacity)] : []),
    noUsers,
    until(why.whyNoUsers, anAlarmAsks, 40 * MINUTE),
  ];
};

export const whyNoAlarm: Solution = async (looking) => [
  ...(await configured(looking)),
  ...(await backTo(looking, scenario.minCapacity)),
  ...(await users(looking)),
  until(why.whyNoAlarm, anAlarmAsks, 30 * MINUTE),
];

export const whyStuckAtTwo: Solution = async (looking) => [
  ...(await configured(looking)),
  ...(await backTo(looking, 2)),
  ...(await users(looking, 370)),
  until(why.whyStuckAtTwo, anAlarmAsks, 30 * MINUTE),
];

export const whyErrors: Solution = async (looking) => {
  const { DescribeTargetGroupsCommand } = await sdk.elb();
  const group = (await serviceOf(looking)).found?.loadBalancers?.[0]?.targetGroupArn;
  const { TargetGroups = [] } = group
    ? await looking.aws.elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [group] }))
    : {};
  const [held] = TargetGroups;
  const wrong = held && (held.HealthCheckPath !== "/" || held.Matcher?.HttpCode !== "200");
  return [
    ...(wrong
      ? [
          call(
            "elbv2",
            "ModifyTargetGroup",
            sentence("Let the health check ask for a page that the application has"),
            { TargetGroupArn: group, HealthCheckPath: "/", Matcher: { HttpCode: "200" } },
            [
              { resource: held.TargetGroupName!, field: "HealthCheckPath", before: held.HealthCheckPath, after: "/" },
              {
                resource: held.TargetGroupName!,
                field: "Matcher.HttpCode",
                before: held.Matcher?.HttpCode,
                after: "200",
              },
            ],
          ),
        ]
      : []),
    ...(await configured(looking)),
    ...(await backTo(looking, scenario.minCapacity)),
    ...(await users(looking)),
    until(why.whyErrors, anAlarmAsks, 30 * MINUTE),
  ];
};
