import type {
  CreateCapacityProviderRequest,
  CreateCapacityProviderResponse,
  DeleteCapacityProviderRequest,
  DeleteCapacityProviderResponse,
  DescribeCapacityProvidersRequest,
  DescribeCapacityProvidersResponse,
  UpdateCapacityProviderRequest,
  UpdateCapacityProviderResponse,
} from "@aws-sdk/client-ecs";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { FARGATE_PROVIDERS } from "./cluster-settings.ts";
import { ClientException, InvalidParameterException } from "./errors.ts";
import { arnOf, missing } from "./identifiers.ts";
import { invalidToken } from "./list-page.ts";
import { mustAllBeOneOf, refuseMembers, unsupported } from "./refusals.ts";

/** AWS: rows of a page, and the default (API_DescribeCapacityProviders). */
const PAGE_MAX = 10;

/** The two capacity providers that every account has; the sandbox has no others. */
export const DescribeCapacityProviders = operation<DescribeCapacityProvidersRequest, DescribeCapacityProvidersResponse>(
  {
    reads: true,
    run({ caller, input }) {
      const { capacityProviders: asked = [], maxResults = PAGE_MAX, nextToken: token } = input;
      mustAllBeOneOf("include", input.include, ["TAGS"]);
      refuseMembers(input, ["cluster"]);
      // The sentence is ours.
      if (maxResults < 1 || maxResults > PAGE_MAX)
        throw new InvalidParameterException(`Max results must be between 1 and ${PAGE_MAX}`);
      const names = asked.length > 0 ? asked.map((it) => it.split(":capacity-provider/").pop()!) : FARGATE_PROVIDERS;
      const { rows, nextToken } = page(
        FARGATE_PROVIDERS.filter((it) => names.includes(it)),
        (it) => it,
        { question: ["DescribeCapacityProviders", asked], size: maxResults, token, refuse: invalidToken },
      );
      return {
        capacityProviders: rows.map((name) => ({
          capacityProviderArn: arnOf(caller, "capacity-provider", name),
          name,
          status: "ACTIVE",
          tags: [],
        })),
        failures: names
          .filter((it) => !FARGATE_PROVIDERS.includes(it))
          .map((it) => missing(arnOf(caller, "capacity-provider", it))),
        nextToken,
      };
    },
  },
);

/** Always refused: every other capacity provider stands on an Auto Scaling group or on managed instances. */
export const CreateCapacityProvider = operation<CreateCapacityProviderRequest, CreateCapacityProviderResponse>({
  run({ input }) {
    if (isReserved(input.name!))
      throw new InvalidParameterException(`The name of a capacity provider cannot begin with aws, ecs or fargate.`);
    unsupported("Auto Scaling groups and managed instances", "Its capacity providers are FARGATE and FARGATE_SPOT.");
  },
});

/** Always refused: Fargate's capacity providers have nothing to change, and there are no others. */
export const UpdateCapacityProvider = operation<UpdateCapacityProviderRequest, UpdateCapacityProviderResponse>({
  run: ({ input }) => refuseChange(input.name!),
});

/** Always refused. AWS: Fargate's capacity providers cannot be deleted (API_DeleteCapacityProvider). */
export const DeleteCapacityProvider = operation<DeleteCapacityProviderRequest, DeleteCapacityProviderResponse>({
  run: ({ input }) => refuseChange(input.capacityProvider!),
});

function refuseChange(given: string): never {
  const name = given.split(":capacity-provider/").pop()!;
  if (FARGATE_PROVIDERS.includes(name))
    throw new ClientException(`The capacity provider ${name} is reserved: it cannot be changed or deleted.`);
  // AWS: the sentence as callers saw it (hashicorp/terraform-provider-aws, capacity_provider.go).
  throw new ClientException(
    "The specified capacity provider does not exist. Specify a valid name or ARN and try again.",
  );
}

/** AWS: names that it keeps for itself (API_CreateCapacityProvider, `name`). */
const isReserved = (name: string) => /^(aws|ecs|fargate)/i.test(name);
