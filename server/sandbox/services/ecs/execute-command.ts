import type { ExecuteCommandRequest, ExecuteCommandResponse } from "@aws-sdk/client-ecs";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { InvalidParameterException, TargetNotConnectedException } from "./errors.ts";
import { activeCluster, idInCluster } from "./identifiers.ts";
import { unsupported } from "./refusals.ts";

/**
 * Always refused: a task of the sandbox has no processes to speak with. The two sentences are those that callers of the real service see when
 * execute command is off, and when the agent in the task does not answer.
 */
export const ExecuteCommand = operation<ExecuteCommandRequest, ExecuteCommandResponse>({
  run({ state, caller, input }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    const task = entry(state.ecs.tasks, idInCluster(caller, cluster, input.task!, "task"));
    if (task?.cluster !== cluster) throw new InvalidParameterException("The referenced task was not found.");
    if (!input.interactive) unsupported("execute command without interactive");
    if (task.echo?.enableExecuteCommand === true && task.lastStatus === "RUNNING") {
      throw new TargetNotConnectedException("The execute command failed due to an internal error. Try again later.");
    }
    throw new InvalidParameterException(
      "The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.",
    );
  },
});
