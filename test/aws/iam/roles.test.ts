import { RegisterScalableTargetCommand } from "@aws-sdk/client-application-auto-scaling";
import { CreateClusterCommand } from "@aws-sdk/client-ecs";
import {
  CreateServiceLinkedRoleCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListUsersCommand,
} from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
import { CLUSTER, SERVICE } from "../../support/names.ts";
import { ACCOUNT_ID, refusal, sdkAccount } from "../sdk-account.ts";

const SCALING = "ecs.application-autoscaling.amazonaws.com";
const SCALING_ROLE = "AWSServiceRoleForApplicationAutoScaling_ECSService";
const START = Date.UTC(2026, 10, 23, 12);

const decoded = (document: string | undefined) => JSON.parse(decodeURIComponent(document!));

function account(state: "empty" | "workshop" = "empty") {
  const it = sdkAccount({ state, now: START });
  return {
    ...it,
    role: async (RoleName: string) => (await it.iam.send(new GetRoleCommand({ RoleName }))).Role!,
    policies: (RoleName: string, more = {}) => it.iam.send(new ListAttachedRolePoliciesCommand({ RoleName, ...more })),
    link: (AWSServiceName: string, more = {}) =>
      it.iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName, ...more })),
  };
}

const missing = (name: string) => ({
  name: "NoSuchEntityException",
  message: `The role with name ${name} cannot be found.`,
  status: 404,
});

test("the first scalable target of an account makes the role with which Application Auto Scaling acts", async () => {
  const { scaling, role, policies } = account("workshop");

  expect(await refusal(role(SCALING_ROLE))).toEqual(missing(SCALING_ROLE));
  expect(await refusal(policies(SCALING_ROLE))).toEqual(missing(SCALING_ROLE));
  await scaling.send(
    new RegisterScalableTargetCommand({
      ServiceNamespace: "ecs",
      ResourceId: `service/${CLUSTER}/${SERVICE}`,
      ScalableDimension: "ecs:service:DesiredCount",
      MinCapacity: 1,
      MaxCapacity: 5,
    }),
  );

  const { AssumeRolePolicyDocument, ...made } = await role(SCALING_ROLE);
  expect(made).toEqual({
    Path: `/aws-service-role/${SCALING}/`,
    RoleName: SCALING_ROLE,
    RoleId: expect.stringMatching(/^AROA[A-Z0-9]{17}$/),
    Arn: `arn:aws:iam::${ACCOUNT_ID}:role/aws-service-role/${SCALING}/${SCALING_ROLE}`,
    CreateDate: new Date(START),
    MaxSessionDuration: 3600,
    RoleLastUsed: {},
  });
  expect(decoded(AssumeRolePolicyDocument)).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: SCALING }, Action: "sts:AssumeRole" }],
  });
  expect(await policies(SCALING_ROLE)).toMatchObject({
    AttachedPolicies: [
      {
        PolicyName: "AWSApplicationAutoscalingECSServicePolicy",
        PolicyArn: "arn:aws:iam::aws:policy/aws-service-role/AWSApplicationAutoscalingECSServicePolicy",
      },
    ],
    IsTruncated: false,
  });
});

test("the role can be made before, once", async () => {
  const { link, role } = account();

  const { Role } = await link(SCALING, { Description: "For the workshop" });

  expect(Role).toMatchObject({ RoleName: SCALING_ROLE, Description: "For the workshop" });
  expect(Role).not.toHaveProperty("MaxSessionDuration");
  expect(decoded(Role!.AssumeRolePolicyDocument)).toEqual({
    Version: "2012-10-17",
    Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: [SCALING] } }],
  });
  expect(await role(SCALING_ROLE)).toMatchObject({ Description: "For the workshop", RoleId: Role!.RoleId });
  expect(await refusal(link(SCALING))).toEqual({
    name: "InvalidInputException",
    message: `Service role name ${SCALING_ROLE} has been taken in this account, please try a different suffix.`,
    status: 400,
  });
});

test("neither a suffix nor the role of a service that the sandbox lacks can be asked for", async () => {
  const { link } = account();

  expect(await refusal(link(SCALING, { CustomSuffix: "two" }))).toEqual({
    name: "InvalidInputException",
    message: `Custom suffix is not allowed for ${SCALING}`,
    status: 400,
  });
  expect(await refusal(link("lex.amazonaws.com"))).toEqual({
    name: "InvalidInputException",
    message:
      "This sandbox has service-linked roles of ecs.amazonaws.com and ecs.application-autoscaling.amazonaws.com, not of lex.amazonaws.com.",
    status: 400,
  });
});

test("a cluster brings the role of Amazon ECS", async () => {
  const { ecs, role, link } = account();

  expect(await refusal(role("AWSServiceRoleForECS"))).toEqual(missing("AWSServiceRoleForECS"));
  await ecs.send(new CreateClusterCommand({ clusterName: "c" }));

  expect(await role("AWSServiceRoleForECS")).toMatchObject({
    Arn: `arn:aws:iam::${ACCOUNT_ID}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
    Description: "Role to enable Amazon ECS to manage your cluster.",
  });
  expect((await refusal(link("ecs.amazonaws.com"))).message).toContain("AWSServiceRoleForECS has been taken");
});

test("the workshop's account has the role of its service and that of its verifier", async () => {
  const { role, policies } = account("workshop");

  const verifier = await role("containers-workshop-verifier");
  expect(verifier.Arn).toBe(`arn:aws:iam::${ACCOUNT_ID}:role/containers-workshop-verifier`);
  expect(decoded(verifier.AssumeRolePolicyDocument).Statement).toEqual([
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT_ID}:root` },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": `containers-workshop-${ACCOUNT_ID}` } },
    },
  ]);
  expect((await role("ecsServiceRole")).Path).toBe("/");
  expect((await policies("ecsServiceRole", { PathPrefix: "/service-role/" })).AttachedPolicies).toHaveLength(1);
  expect((await policies("ecsServiceRole", { PathPrefix: "/other/" })).AttachedPolicies).toEqual([]);
});

test("a name's form and its length are told apart, and no value is quoted", async () => {
  const { role, policies } = account();

  expect(await refusal(role("a/b"))).toEqual({
    name: "ValidationError",
    message:
      "The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-",
    status: 400,
  });
  expect(await refusal(role("a".repeat(65)))).toEqual({
    name: "ValidationError",
    message:
      "1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64",
    status: 400,
  });
  expect((await refusal(policies("a", { MaxItems: 0 }))).name).toBe("ValidationError");
  expect((await refusal(policies("containers-workshop-verifier", { Marker: "x" }))).message).toBe("Invalid Marker: x");
});

test("everything else of IAM is said not to be there", async () => {
  const { iam } = account();

  expect(await refusal(iam.send(new ListUsersCommand({})))).toEqual({
    name: "InvalidAction",
    message: "The sandbox does not have ListUsers of AWS IAM.",
    status: 400,
  });
});
