import { z } from "zod";

export const exportFormat = z.enum(["cli", "cloudformation", "terraform"]);
export type ExportFormat = z.infer<typeof exportFormat>;

/** The scaling configuration of an account's Region as text that makes it again. */
export const exportView = z
  .object({
    format: exportFormat,
    fileName: z.string(),
    text: z.string().describe("empty where the account has no scalable target of ECS in its Region"),
    targets: z.number().int(),
    policies: z.number().int(),
    scheduledActions: z.number().int(),
    alarms: z.number().int().describe("those that call step scaling policies"),
    left: z.array(z.string()).describe("names of predictive scaling policies, which are not exported"),
  })
  .meta({ id: "Export" });
export type ExportView = z.infer<typeof exportView>;

/**
 * What each form was checked with, by the tests in `test/workshop/export` and `test/long`. They use these versions and no others, so
 * that the page that shows them cannot say more than was done.
 */
export const exportChecks = {
  cli: { tool: "AWS CLI", version: "2.9.19" },
  cloudformation: { tool: "@aws-cdk/aws-service-spec", version: "0.1.216" },
  terraform: { tool: "@cdktf/hcl2json", version: "0.21.0" },
} as const satisfies Record<ExportFormat, { tool: string; version: string }>;
