import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { commandGroup } from "../command-group.ts";
import { addExamples } from "../command-help.ts";
import type { WatchOptions } from "../run/watch-run.ts";

export function registerRunWatch(program: Command, context: CommandContext): void {
  const command = commandGroup(program, "run")
    .command("watch")
    .summary("follow a run to its end")
    .description(
      "Follows a run live until it ends; the exit code is 1 when it failed. Ctrl-C leaves the run going.",
    )
    .argument("<id>", "id of the run, as 'run list' shows it")
    .option("--json", "print one JSON document")
    .action(async (id: string, options: WatchOptions) => {
      const { watchRun } = await import("../run/watch-run.ts");
      await watchRun(id, options, context);
    });
  addExamples(command, "run watch 20261122-7k3fq2");
}
