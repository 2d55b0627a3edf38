import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { commandGroup } from "../command-group.ts";
import { addExamples } from "../command-help.ts";
import type { ShowOptions } from "../run/show-run.ts";

export function registerRunShow(program: Command, context: CommandContext): void {
  const command = commandGroup(program, "run")
    .command("show")
    .summary("show a run, its rounds and what it found")
    .description(
      "Shows where a run stands, its rounds, and the best controller's frontier beside the baselines'.",
    )
    .argument("<id>", "id of the run, as 'run list' shows it")
    .option("--json", "print one JSON document")
    .action(async (id: string, options: ShowOptions) => {
      const { showRun } = await import("../run/show-run.ts");
      await showRun(id, options, context);
    });
  addExamples(command, "run show 20261122-7k3fq2");
}
