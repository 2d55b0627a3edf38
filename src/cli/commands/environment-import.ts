import { type Command, Option } from "commander";
import { SPLITS } from "../../domain/split.ts";
import type { CommandContext } from "../command-context.ts";
import { commandGroup } from "../command-group.ts";
import { addExamples } from "../command-help.ts";
import type { ImportOptions } from "../environment/import-environments.ts";

export function registerEnvironmentImport(program: Command, context: CommandContext): void {
  const command = commandGroup(program, "environment")
    .command("import")
    .summary("import environment files into the service")
    .description(
      "Checks all files, then imports them. A question is searched on or judged on, never both. " +
        "Held-out data go to the database as its owner, past every service.",
    )
    .argument(
      "<file...>",
      "AutoTTS or SCOUT records, or samples with answers only (JSON, JSON Lines, CSV, gzipped or not)",
    )
    .option("--name <name>", "name of the environment; else <folder>/<file without extension>")
    .addOption(new Option("--split <split>", "what it is for").choices(SPLITS).default("search"))
    .option("--json", "print one JSON document")
    .action(async (files: string[], options: ImportOptions) => {
      const { importEnvironments } = await import("../environment/import-environments.ts");
      await importEnvironments(files, options, context);
    });
  addExamples(
    command,
    "environment import data/*/aime24.json",
    "environment import data/*/aime25.json --split held-out",
  );
}
