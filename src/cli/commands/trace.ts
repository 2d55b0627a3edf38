import { type Command, Option } from "commander";
import { addRulesOptions } from "../add-rules-options.ts";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";
import { parseNumber } from "../parse-number.ts";
import type { TraceOptions } from "../trace/trace-file.ts";

const INDEX_MAX = 2 ** 32 - 1;

export function registerTrace(program: Command, context: CommandContext): void {
  const command = program
    .command("trace")
    .summary("show one episode action by action, without any service")
    .description(
      "Plays a controller once more on one question under one permutation, in a sandbox on this machine, " +
        "recomputes what every action revealed and cost, and shows it as a table and as a picture of " +
        "branches and depths, with the controller's own notes.",
    )
    .argument("<controller>", "a file, or the name of one that ships: sc@64, lead-3, cmc, template")
    .requiredOption(
      "--environment <file>",
      "environment file, as AutoTTS writes them (JSON, plain or gzipped)",
    )
    .option("--beta <beta>", "β in [0, 1]", parseNumber("--beta", { min: 0, max: 1 }), 0.5)
    .requiredOption(
      "--question <index>",
      "question of the environment, from 0",
      parseNumber("--question", { min: 0, max: INDEX_MAX, whole: true }),
    )
    .option(
      "--permutation <index>",
      "order in which its branches are met, from 0",
      parseNumber("--permutation", { min: 0, max: INDEX_MAX, whole: true }),
      0,
    )
    .addOption(
      new Option("--answers <mode>", "how answers compare")
        .choices(["exact", "normalised"])
        .default("exact"),
    );
  addRulesOptions(command)
    .option("--expect-digest <hex>", "fail unless the episode has this digest")
    .option("--no-table", "leave out the table of actions")
    .option("--json", "print one JSON document")
    .action(async (controller: string, options: TraceOptions) => {
      const { traceFile } = await import("../trace/trace-file.ts");
      await traceFile(controller, options, context);
    });
  addExamples(
    command,
    "trace cmc --environment aime25.json --beta 1 --question 28 --permutation 0",
    "trace mine.ts --environment aime25.json --question 3 --json",
  );
}
