import type { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { ECSClient } from "@aws-sdk/client-ecs";
import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { STSClient } from "@aws-sdk/client-sts";
import type {
  ClockSetting,
  ClockView,
  Load,
  LoadMoment,
  LoadSetting,
  RecordedCall,
  ScalingDecision,
} from "../contract/index.ts";

/** SDK clients bound to one account and Region. Each is made at its first use. */
export type AwsClients = {
  readonly ecs: ECSClient;
  readonly scaling: ApplicationAutoScalingClient;
  readonly cloudwatch: CloudWatchClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly iam: IAMClient;
  readonly sts: STSClient;
};

/**
 * One AWS account as the rest of the server sees it. Everything that asks AWS asks `aws`; what only a sandbox can do is an
 * optional member, and callers ask whether it is there, never what kind of account this is.
 */
export type Account = {
  /** Under which this server keeps what belongs to the account: progress, terminals, notices. A sandbox's is its account id. */
  id: string;
  /** AWS's own: 12 digits. Two participants may be in the same AWS account, each with an `id` of their own. */
  accountId: string;
  region: string;
  aws: AwsClients;
  /** Clients of the same account in another Region. */
  awsIn(region: string): AwsClients;
  /** Account time, epoch milliseconds, whole seconds: a sandbox's own clock, wall time for AWS. */
  now(): Promise<number>;
  /** The participant is here: a clock that waits for them goes on. Absent where time needs nobody. */
  touch?(): Promise<void>;
  /** Notices are published as long as somebody looks, however many they are. Answers how to stop. */
  watch?(): () => void;
  /** What everything that is made for the participant is tagged with. Absent where nobody has to find it again. */
  tags?: Record<string, string>;
  /** Time as a value: read, set, skip. */
  clock?: { read(): Promise<ClockView>; set(setting: ClockSetting): Promise<ClockView> };
  /** What a prompt says so that nobody mistakes this account for another; absent where nothing can be broken. */
  label?: string;
  /** What a refused call lacked, and the statement for an IAM policy that allows it. Absent where everything is allowed. */
  denied?(error: unknown): { action: string; principal: string; statement: string } | undefined;
  /** Whether a command that changes something waits for its participant's yes. Absent where nothing can be broken. */
  confirmChanges?(): Promise<boolean>;
  /** A load generator beside the account. */
  load?: {
    /** Its statistics, with the history from `since` (account time) on. */
    read(since?: number): Promise<Load>;
    set(setting: LoadSetting): Promise<Load>;
    /** The run that goes on, or the last one, one entry per ten seconds of account time. */
    moments(): Promise<LoadMoment[]>;
  };
  /** The latest state-changing calls, newest first. */
  calls?: { list(): Promise<RecordedCall[]> };
  /** What the scaling engine decided and why, newest first. */
  decisions?: { list(): Promise<ScalingDecision[]> };
  /** Start over, and take that back until a wall time; null where there is nothing to take back. */
  reset?: {
    /** `clock: "now"` also sets the account's time to wall time, at real speed. With `keepsCheckpoint` the way back stays the checkpoint. */
    to(state: "workshop" | "empty", clock?: "now", options?: { keepsCheckpoint?: boolean }): Promise<void>;
    undo(): Promise<void>;
    undoUntil(): Promise<number | null>;
  } /**
   * A state to go back to: kept before something is done for a participant, for ten minutes of wall time. There is one way back at a
   * time, so a checkpoint replaces an earlier one, and what a reset kept. Going back, account time stays where it is.
   */;
  checkpoint?: {
    /** `note` says what it is for, and names it. */
    keep(note: string): Promise<void>;
    /** The last one, and the changing calls since, oldest first; null where there is none. */
    last(): Promise<{ note: string; until: number; since: RecordedCall[] } | null>;
    /** Gives the last one another note, where it has this one. */
    rename(note: string, next: string): Promise<void>;
    /** Does nothing where the checkpoint of that note is gone. */
    goBack(note: string): Promise<void>;
  };
};
