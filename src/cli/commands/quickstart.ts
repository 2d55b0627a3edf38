import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";
import { parseCount } from "../parse-count.ts";
import type { QuickstartOptions } from "../quickstart/run-quickstart.ts";
import { ROUNDS_MAX } from "../quickstart/quickstart-spec.ts";

export function registerQuickstart(program: Command, context: CommandContext): void {
  const command = program
    .command("quickstart")
    .summary("from nothing to a finished discovery run")
    .description(
      "Starts the service on this machine, imports environments, runs a discovery to its end and shows " +
        "what it found beside the baselines. It needs no key and spends no money. It stays up until Ctrl-C.",
    )
    .option("--data <dir>", "folder of environment files; else the synthetic ones that come along")
    .option("--search <glob>", "which of its files to search on", "**/aime24.json")
    .option("--held-out <glob>", "which to judge the winner on", "**/aime25.json")
    .option(
      "--rounds <count>",
      "rounds of the discovery",
      parseCount("--rounds", ROUNDS_MAX),
      ROUNDS_MAX,
    )
    .option("--exit", "stop everything at the end")
    .option("--json", "print one JSON document")
    .action(async (options: QuickstartOptions) => {
      const { runQuickstart } = await import("../quickstart/run-quickstart.ts");
      await runQuickstart(options, context);
    });
  addExamples(command, "quickstart", "quickstart --data data --exit");
}
