import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { commandGroup } from "../command-group.ts";
import { addExamples } from "../command-help.ts";
import type { ShowOptions } from "../environment/show-environment.ts";

export function registerEnvironmentShow(program: Command, context: CommandContext): void {
  const command = commandGroup(program, "environment")
    .command("show")
    .summary("show an environment and what its import found")
    .description("Shows the size of an environment to search on, and the report of its import.")
    .argument("<name>", "name, as 'environment list' shows it")
    .option("--json", "print one JSON document")
    .action(async (name: string, options: ShowOptions) => {
      const { showEnvironment } = await import("../environment/show-environment.ts");
      await showEnvironment(name, options, context);
    });
  addExamples(command, "environment show Qwen3-0.6B/aime24");
}
