import type { DescribeCapacityProvidersRequest, DescribeCapacityProvidersResponse } from "@aws-sdk/client-ecs";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { FARGATE_PROVIDERS } from "./cluster-settings.ts";
import { InvalidParameterException } from "./errors.ts";
import { arnOf, missing } from "./identifiers.ts";
import { invalidToken } from "./list-page.ts";
import { mustAllBeOneOf, refuseMembers } from "./refusals.ts";

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
