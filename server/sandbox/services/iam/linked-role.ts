import type { CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse } from "@aws-sdk/client-iam";
import { all, length, pattern } from "../constraints.ts";
import { operation } from "../operation.ts";
import { InvalidInputException } from "./errors.ts";
import { roleAnswer } from "./get-role.ts";
import { addLinkedRole, linkedRole, roleOf } from "./roles.ts";

/** Makes the role that a service assumes, before the service makes it itself. */
export const CreateServiceLinkedRole = operation<CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse>({
  accepts: {
    AWSServiceName: all(length(1, 128), pattern(/[\w+=,.@-]+/, "[\\w+=,.@-]+")),
    Description: length(0, 1000),
    CustomSuffix: all(length(1, 64), pattern(/[\w+=,.@-]+/, "[\\w+=,.@-]+")),
  },
  run({ world, caller, input, changes }) {
    const service = input.AWSServiceName!;
    const kind = linkedRole(service);
    if (!kind)
      throw new InvalidInputException(
        `This sandbox has service-linked roles of ecs.amazonaws.com and ecs.application-autoscaling.amazonaws.com, not of ${service}.`,
      );
    // LocalStack tests/aws/services/iam (test_service_role_lifecycle_custom_suffix_not_allowed); neither service takes one.
    if (input.CustomSuffix !== undefined)
      throw new InvalidInputException(`Custom suffix is not allowed for ${service}`);
    // AWS's text as it stands in many a Terraform log (hashicorp/terraform-provider-aws, aws_iam_service_linked_role).
    if (!addLinkedRole(world, service, input.Description))
      throw new InvalidInputException(
        `Service role name ${kind.name} has been taken in this account, please try a different suffix.`,
      );
    const role = roleOf(world, kind.name)!;
    changes.push({
      topic: "account",
      at: world.now,
      region: caller.region,
      resource: role.arn,
      what: "created",
      cause: "call CreateServiceLinkedRole",
    });
    // AWS: here, and only here, the trust policy names its service and action in lists (aws-cli examples, create-service-linked-role).
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: [service] } }],
    };
    return { Role: roleAnswer(role, trust) };
  },
});
