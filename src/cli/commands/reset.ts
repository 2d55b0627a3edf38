import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";
import type { ResetOptions } from "../reset-project.ts";

export function registerReset(program: Command, context: CommandContext): void {
  const command = program
    .command("reset")
    .summary("stop the stack and delete its data")
    .description(
      "Stops this project's stack and deletes its databases, logs, ports and passwords: every run and " +
        "environment is gone. It asks first.",
    )
    .option("--yes", "do not ask")
    .action(async (options: ResetOptions) => {
      const { resetProject } = await import("../reset-project.ts");
      await resetProject(options, context);
    });
  addExamples(command, "reset", "reset --yes");
}
