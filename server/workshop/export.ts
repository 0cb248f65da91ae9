import type { Account } from "../accounts/account.ts";
import type { ExportFormat, ExportView } from "../contract/index.ts";
import { cliScript } from "./export/cli.ts";
import { cloudFormation } from "./export/cloudformation.ts";
import { readScaling } from "./export/read.ts";
import { type ScalingState, scalingState } from "./export/state.ts";
import { terraform } from "./export/terraform.ts";

const forms: Record<ExportFormat, { fileName: string; write: (state: ScalingState) => string }> = {
  cli: { fileName: "scaling.sh", write: cliScript },
  cloudformation: { fileName: "scaling.yaml", write: cloudFormation },
  terraform: { fileName: "scaling.tf", write: terraform },
};

/** The scaling configuration that the account holds now, as a text that makes it again. */
export async function exportOf(account: Account, format: ExportFormat): Promise<ExportView> {
  const state = scalingState(await readScaling(account));
  const { fileName, write } = forms[format];
  const count = (of: (target: ScalingState["targets"][number]) => unknown[]) => state.targets.flatMap(of).length;
  return {
    format,
    fileName,
    text: state.targets.length > 0 ? write(state) : "",
    targets: state.targets.length,
    policies: count((it) => it.policies),
    scheduledActions: count((it) => it.actions),
    alarms: state.alarms.length,
    left: state.left,
  };
}
