import type { AddedRole } from "../../world/iam.ts";
import { hash } from "../../world/random.ts";
import type { Millis, World } from "../../world/world.ts";
import { entry } from "../entry.ts";

/** A role of an account as IAM tells it. */
export type Role = {
  name: string;
  path: string;
  arn: string;
  id: string;
  createdAt: Millis;
  description?: string;
  /** The trust policy. */
  trust: object;
  /** ARNs of the managed policies that are attached. */
  policies: string[];
  maxSessionSeconds: number;
};

/** AWS: a role's longest session unless it says otherwise (API_CreateRole). */
const SESSION_SECONDS_MAX = 3600;

/** A kind of role that can be in an account. */
type Kind = Pick<Role, "name" | "path" | "policies"> & {
  description?: string;
  trusts(accountId: string): object;
};

const MANAGED = "arn:aws:iam::aws:policy";

const trustPolicy = (principal: object, more: object = {}) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", ...more }],
});

/**
 * The service-linked roles of this sandbox, by the service that assumes them: name, policy and description as accounts show them
 * (amazon-ecs-developer-guide, using-service-linked-roles; application-auto-scaling-user-guide, service-linked roles).
 */
const linked: Record<string, Omit<Kind, "path" | "trusts">> = {
  "ecs.amazonaws.com": {
    name: "AWSServiceRoleForECS",
    policies: [`${MANAGED}/aws-service-role/AmazonECSServiceRolePolicy`],
    description: "Role to enable Amazon ECS to manage your cluster.",
  },
  "ecs.application-autoscaling.amazonaws.com": {
    name: "AWSServiceRoleForApplicationAutoScaling_ECSService",
    policies: [`${MANAGED}/aws-service-role/AWSApplicationAutoscalingECSServicePolicy`],
  },
};

/** The kind of role that is linked to a service, such as `ecs.amazonaws.com`; undefined where the sandbox has none. */
export function linkedRole(service: string): Kind | undefined {
  const kind = entry(linked, service);
  return kind && { ...kind, path: `/aws-service-role/${service}/`, trusts: () => trustPolicy({ Service: service }) };
}

/** What a caller has to name to be let in as the verifier; no secret (iam user guide, "Access to AWS accounts owned by third parties"). */
export const externalId = (accountId: string) => `containers-workshop-${accountId}`;

/** The one role of an account that its users may assume: whoever checks the workshop would be given it in a real account. */
export const VERIFIER = "containers-workshop-verifier";
/** The role of the workshop's service (bemer/containers-on-aws-workshop; amazon-ecs-developer-guide, service_IAM_role). */
export const SERVICE_ROLE = "ecsServiceRole";

const kinds: Kind[] = [
  {
    name: VERIFIER,
    path: "/",
    policies: [`${MANAGED}/ReadOnlyAccess`],
    description: "Reads the account to check the steps of the workshop.",
    trusts: (accountId) =>
      trustPolicy(
        { AWS: `arn:aws:iam::${accountId}:root` },
        { Condition: { StringEquals: { "sts:ExternalId": externalId(accountId) } } },
      ),
  },
  {
    name: SERVICE_ROLE,
    path: "/",
    policies: [`${MANAGED}/service-role/AmazonEC2ContainerServiceRole`],
    trusts: () => trustPolicy({ Service: "ecs.amazonaws.com" }),
  },
  ...Object.keys(linked).map((service) => linkedRole(service)!),
];

/** A role that the account has, by name. AWS: names of roles are told apart without regard to case (API_CreateRole). */
export function roleOf({ accountId, iam }: World, name: string): Role | undefined {
  const kind = kinds.find((it) => it.name.toLowerCase() === name.toLowerCase());
  const added = kind && entry(iam?.roles ?? {}, kind.name);
  return added && roleAs(kind, accountId, added);
}

/** Adds the role that is linked to a service unless the account has it, as AWS's services do for themselves; says whether it did. */
export function addLinkedRole(world: World, service: keyof typeof linked, description?: string): boolean {
  const { name } = linkedRole(service)!;
  if (entry(world.iam?.roles ?? {}, name)) return false;
  world.iam ??= { roles: {} };
  world.iam.roles[name] = { createdAt: world.now, ...(description !== undefined && { description }) };
  return true;
}

/** The verifier's role; what STS needs of it is the same in every account. */
export const verifierRole = (accountId: string): Role =>
  roleAs(kinds.find((it) => it.name === VERIFIER)!, accountId, { createdAt: 0 });

function roleAs(kind: Kind, accountId: string, added: AddedRole): Role {
  const { name, path, policies, trusts } = kind;
  const description = added.description ?? kind.description;
  return {
    name,
    path,
    arn: `arn:aws:iam::${accountId}:role${path}${name}`,
    id: roleId(accountId, name),
    createdAt: added.createdAt,
    ...(description !== undefined && { description }),
    trust: trusts(accountId),
    policies,
    maxSessionSeconds: SESSION_SECONDS_MAX,
  };
}

/** AWS: AROA and 17 letters or digits (iam user guide, "Unique identifiers"); the same at every call, without being kept. */
function roleId(accountId: string, name: string): string {
  const digits = [1, 2, 3].map((it) => hash(`role ${name} ${it} of ${accountId}`).toString(32).padStart(7, "0"));
  return `AROA${digits.join("").slice(0, 17).toUpperCase()}`;
}
