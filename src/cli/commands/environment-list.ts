import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { commandGroup } from "../command-group.ts";
import { addExamples } from "../command-help.ts";
import type { ListOptions } from "../environment/list-environments.ts";

export function registerEnvironmentList(program: Command, context: CommandContext): void {
  const command = commandGroup(program, "environment")
    .command("list")
    .summary("list the environments to search on")
    .description("Lists the environments to search on. Held-out ones are not shown to anybody.")
    .option("--json", "print one JSON document")
    .action(async (options: ListOptions) => {
      const { listEnvironments } = await import("../environment/list-environments.ts");
      await listEnvironments(options, context);
    });
  addExamples(command, "environment list");
}
