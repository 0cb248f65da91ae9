import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ElbState, TargetGroup } from "../../world/elb.ts";
import { entry } from "../entry.ts";
import { refuseMembers, TargetGroupNotFoundException, unsupported, ValidationError } from "./errors.ts";

/** The target group that the actions of a listener or rule forward to. The sandbox knows no other action, and one target group. */
export function forwardedTo(elb: ElbState, actions: Action[] | undefined): TargetGroup {
  const [action, second] = actions ?? [];
  if (!action) throw new ValidationError("Give one action of type forward.");
  if (second) unsupported("more than one action in a listener or rule");
  if (action.Type !== "forward") unsupported(`actions of type ${action.Type}`);
  refuseMembers(action, [
    "RedirectConfig",
    "FixedResponseConfig",
    "AuthenticateOidcConfig",
    "AuthenticateCognitoConfig",
    "JwtValidationConfig",
  ]);
  const groups = action.ForwardConfig?.TargetGroups ?? [];
  if (groups.length > 1) unsupported("forward actions with more than one target group");
  if (action.ForwardConfig?.TargetGroupStickinessConfig?.Enabled) unsupported("stickiness between target groups");
  const arns = new Set([action.TargetGroupArn, groups[0]?.TargetGroupArn].filter((it) => it !== undefined));
  const [arn] = arns;
  if (arns.size !== 1) throw new ValidationError("Name one target group in a forward action.");
  const group = entry(elb.targetGroups, arn!);
  if (!group) throw new TargetGroupNotFoundException();
  return group;
}
