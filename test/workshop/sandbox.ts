import type { Account } from "../../server/accounts/account.ts";
import { boundClients } from "../../server/accounts/aws-clients.ts";
import type { CheckResult, UpdateForm, UpdateOutcome } from "../../server/contract/index.ts";
import { type StartingStateName, startingStates } from "../../server/sandbox/inputs.ts";
import { AwsError } from "../../server/sandbox/services/aws-error.ts";
import { catalog } from "../../server/sandbox/services/catalog.ts";
import { advance, loadMoments, loadView, setLoad } from "../../server/sandbox/simulation/index.ts";
import { requestHandler } from "../../server/sandbox/wire/in-process.ts";
import { regionState } from "../../server/sandbox/world/new-world.ts";
import type { World } from "../../server/sandbox/world/world.ts";
import { chapters } from "../../server/workshop/chapters/index.ts";
import { checkStep } from "../../server/workshop/checking.ts";
import { carryOut, heldBy, planOf } from "../../server/workshop/console.ts";
import { workshopService } from "../../server/workshop/scenario.ts";
import type { Step } from "../../server/workshop/step.ts";

const noon = Date.UTC(2026, 10, 23, 12);
const accountId = "111122223333";

/** The values of the chapters, as the wizard sends them. */
export const reference = {
  desiredCount: 1,
  scaling: {
    minCapacity: 1,
    maxCapacity: 5,
    policies: [
      {
        type: "TargetTrackingScaling",
        name: "containers-workshop-ecs-scaling-policy",
        metric: "ECSServiceAverageCPUUtilization",
        targetValue: 40,
        scaleOutCooldownSeconds: 30,
        scaleInCooldownSeconds: 30,
        disableScaleIn: false,
      },
    ],
  },
} satisfies UpdateForm;

class Throttled extends AwsError {
  override name = "ThrottlingException";
}

/** A participant's sandbox whose time passes only when the test says so. */
export type Shop = {
  world: World;
  account: Account;
  /** Operations asked of AWS since the last look, in order. */
  asked(): string[];
  /** The next call of this operation is refused, as AWS does when it is asked too often. */
  refuse(operation: string): void;
  pass(time: { minutes?: number; seconds?: number }): void;
  load(users: number): void;
  check(step: string): Promise<CheckResult>;
  /** The wizard's Update Service. */
  update(form: UpdateForm): Promise<UpdateOutcome>;
};

export function shop({ seed = 7, state = "workshop" }: { seed?: number; state?: StartingStateName } = {}): Shop {
  const world = startingStates[state]({ accountId, seed, now: noon, wallNow: noon });
  const region = regionState(world, "us-east-1");
  const asked: string[] = [];
  let refused: string | undefined;
  const handler = requestHandler({
    catalog,
    identity: { accountId, principal: `arn:aws:iam::${accountId}:user/participant`, userId: "AIDAQAAAAAAAMEZHRHAHY" },
    async call({ service, operation, input, ...caller }) {
      asked.push(operation);
      if (operation === refused) {
        refused = undefined;
        throw new Throttled("Rate exceeded");
      }
      return catalog[service][operation]!.run({
        world,
        state: regionState(world, caller.region),
        caller,
        input,
        changes: [],
      });
    },
  });
  const aws = boundClients({
    region: "us-east-1",
    endpoint: "http://sandbox.internal",
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
    requestHandler: handler,
  });
  const account: Account = {
    id: accountId,
    accountId,
    region: "us-east-1",
    aws,
    awsIn: () => aws,
    now: async () => world.now,
    load: {
      read: async () => loadView(world, region),
      set: async (setting) => {
        setLoad(world, region, setting, []);
        return loadView(world, region);
      },
      moments: async () => loadMoments(world, region),
    },
  };
  return {
    world,
    account,
    asked: () => asked.splice(0),
    refuse(operation) {
      refused = operation;
    },
    pass: ({ minutes = 0, seconds = 0 }) => void advance(world, world.now + (minutes * 60 + seconds) * 1000),
    load: (users) => setLoad(world, region, { users, spawnRate: 100 }, []),
    check: (id) => checkStep(stepOf(id), account),
    async update(form) {
      const held = await heldBy(account, workshopService, form);
      return carryOut(account, planOf(workshopService, form, held!));
    },
  };
}

/** The check of a step, by its id. */
export function stepOf(id: string): Step & { kind: "check" } {
  const found = chapters.flatMap((chapter) => chapter.steps).find((step) => step.id === id);
  if (found?.kind !== "check") throw new Error(`There is no check ${id}.`);
  return found;
}

/** The first expectation of a result that is not met, as a participant sees it first. */
export const firstMiss = ({ checks }: CheckResult) =>
  checks.find(({ status }) => status === "fail" || status === "pending" || status === "error");
