/**
 * A refusal in AWS's own words. Subclasses carry the wire name; the SDK's error schema of that name gives HTTP status and
 * Query code. `spelling` says how the service writes the member: Application Auto Scaling's own errors say `Message`,
 * the framework's validation says `message` (recorded in testdata/aws/applicationautoscaling/controls.json of radkawar/stackd).
 */
export abstract class AwsError extends Error {
  abstract override readonly name: string;
  /** Used where the service's schemas do not know the name. */
  readonly status: number = 400;
  /** The code in Query answers and `x-amzn-query-error` where the schemas do not give one. */
  readonly queryCode: string | undefined = undefined;
  spelling: "message" | "Message" | undefined = undefined;
}
