import type { ServiceView } from "../../../../server/contract/index.ts";
import { Facts } from "../parts.tsx";
import type { Draft } from "./draft.ts";
import { Field } from "./Field.tsx";

type Service = ServiceView["service"];

/** Takes over what was typed, and forgets why the named fields were refused. */
export type Edit = (part: Partial<Draft>, fields: string[]) => void;

type Props = { service: Service; draft: Draft; edit: Edit; refusal: string | undefined };

/** The screen *Configure service*. */
export function ConfigureService({ service, draft, edit, refusal }: Props) {
  return (
    <>
      <p class="console-note">Nothing to change here for this workshop. What cannot be edited is shown as it is.</p>
      <Facts
        facts={[
          ["Task Definition", service.taskDefinition],
          ["Cluster", service.cluster],
          ["Service name", service.name],
        ]}
      />
      <Facts
        short
        facts={[
          ["Launch type", service.launchType],
          ["Service type", service.serviceType],
          ["Minimum healthy percent", service.minimumHealthyPercent ?? "–"],
          ["Maximum percent", service.maximumPercent ?? "–"],
        ]}
      />
      <Field
        label="Number of tasks"
        value={draft.desired}
        onInput={(desired) => edit({ desired }, ["desiredCount"])}
        refusal={refusal}
        numeric
      />
    </>
  );
}

/** The screen *Configure network*. */
export function ConfigureNetwork({ service }: { service: Service }) {
  return (
    <>
      <p class="console-note">
        {service.subnets.length === 0
          ? "The tasks of this service share the network of their container instance (bridge mode): there is no VPC to choose."
          : "The network of the service's tasks."}
      </p>
      <Facts
        facts={[
          ["Load balancing", service.loadBalancers.map((it) => it.targetGroupName).join(", ") || "none"],
          [
            "Health check grace period",
            service.healthCheckGracePeriodSeconds === null ? "–" : `${service.healthCheckGracePeriodSeconds} s`,
          ],
          ...(service.subnets.length === 0
            ? []
            : ([
                ["Subnets", service.subnets.join(", ")],
                ["Security groups", service.securityGroups.join(", ") || "–"],
              ] as [string, string][])),
        ]}
      />
    </>
  );
}
