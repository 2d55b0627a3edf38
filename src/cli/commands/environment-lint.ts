import type { Command } from "commander";
import { commandGroup } from "../command-group.ts";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";
import type { LintOptions } from "../environment/lint-environments.ts";

export function registerEnvironmentLint(program: Command, context: CommandContext): void {
  const command = commandGroup(program, "environment")
    .command("lint")
    .summary("read environment files as an import would, and say what they hold")
    .description(
      "Reads environment files as an import does, without any service, and reports what they hold and " +
        "every oddity; a file that breaks a rule is named with the place and how to mend it.",
    )
    .argument(
      "<file...>",
      "AutoTTS or SCOUT records, or samples with answers only (JSON, JSON Lines, CSV, gzipped or not)",
    )
    .option(
      "--held-out <file...>",
      "files to judge on: read too, and questions that the others share with them are named",
    )
    .option("--json", "print one JSON document")
    .action(async (files: string[], options: LintOptions) => {
      const { lintEnvironments } = await import("../environment/lint-environments.ts");
      await lintEnvironments(files, options, context);
    });
  addExamples(
    command,
    "environment lint data/*/aime24.json",
    "environment lint mine.csv --held-out data/*/aime25.json",
  );
}
