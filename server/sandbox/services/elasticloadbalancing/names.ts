import { ValidationError } from "./errors.ts";

/** AWS: of load balancers and target groups (API_CreateLoadBalancer, API_CreateTargetGroup). */
const NAME_LENGTH_MAX = 32;

/** Refuses a name that AWS would refuse. The sentence about length is AWS's (hashicorp/terraform pull request 11699), the other is ours. */
export function checkName(kind: "Load balancer" | "Target group", name: string): void {
  if (name.length > NAME_LENGTH_MAX)
    throw new ValidationError(`${kind} name '${name}' cannot be longer than '${NAME_LENGTH_MAX}' characters`);
  if (!/^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/.test(name))
    throw new ValidationError(
      `${kind} name '${name}' may contain only letters, digits and hyphens, and neither begin nor end with a hyphen`,
    );
}
