import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { STSClient } from "@aws-sdk/client-sts";
import { expect } from "vitest";
import { issuingKeys } from "../../server/http/temporary-keys.ts";
import { AwsError } from "../../server/sandbox/services/aws-error.ts";
import { catalog } from "../../server/sandbox/services/catalog.ts";
import { advance } from "../../server/sandbox/simulation/index.ts";
import { emptyWorld, workshopWorld } from "../../server/sandbox/starting-states.ts";
import { requestHandler } from "../../server/sandbox/wire/in-process.ts";
import type { Call } from "../../server/sandbox/wire/perform.ts";
import { regionState } from "../../server/sandbox/world/new-world.ts";
import type { AccessKeyRecord } from "../../server/storage/access-keys.ts";

const MINUTE = 60_000;
export const ACCOUNT_ID = "111122223333";
export const REGION = "us-east-1";

/**
 * An account of its own, seen through SDK clients over the wire layer. Every call is held to the two promises of an operation:
 * a read and a refusal change nothing, and what changes is plain JSON.
 */
export function sdkAccount({
  state = "empty" as "empty" | "workshop",
  now = Date.UTC(2026, 10, 23, 12),
  seed = 7,
} = {}) {
  const make = state === "empty" ? emptyWorld : workshopWorld;
  const world = make({ accountId: ACCOUNT_ID, seed, now, wallNow: now });
  const region = regionState(world, REGION);

  const call: Call = async ({ service, operation, input, ...caller }) => {
    const it = catalog[service][operation]!;
    const before = JSON.stringify(world);
    const context = { world, state: regionState(world, caller.region), caller, input, changes: [] };
    try {
      const output = it.run(context);
      if (it.reads) expect(JSON.stringify(world)).toBe(before);
      expect(JSON.parse(JSON.stringify(world))).toStrictEqual(world);
      if (context.changes.length === 0) expect(JSON.stringify(world)).toBe(before);
      return output;
    } catch (error) {
      if (error instanceof AwsError) expect(JSON.stringify(world)).toBe(before);
      throw error;
    }
  };
  const keys = new Map<string, AccessKeyRecord>();
  const config = {
    region: REGION,
    endpoint: "http://sandbox.invalid",
    credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" },
    maxAttempts: 1,
    requestHandler: requestHandler({
      call: issuingKeys(call, { keep: async (key) => void keys.set(key.id, key), wall: () => now }),
      catalog,
      identity: {
        accountId: ACCOUNT_ID,
        principal: `arn:aws:iam::${ACCOUNT_ID}:user/participant`,
        userId: "AIDAEXAMPLE",
      },
      onBug: (error) => {
        throw error;
      },
    }),
  };
  return {
    world,
    region,
    ecs: new ECSClient(config),
    scaling: new ApplicationAutoScalingClient(config),
    cloudwatch: new CloudWatchClient(config),
    elb: new ElasticLoadBalancingV2Client(config),
    iam: new IAMClient(config),
    sts: new STSClient(config),
    /** Temporary credentials that were made, by id. */
    keys,
    /** Lets account time pass. */
    pass: ({ minutes = 0, seconds = 0 }: { minutes?: number; seconds?: number }) =>
      advance(world, world.now + minutes * MINUTE + seconds * 1000),
  };
}

/** What a refused call says: the error's name as the SDK sees it, its message and its status. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number | undefined }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error("The call was accepted.");
}
