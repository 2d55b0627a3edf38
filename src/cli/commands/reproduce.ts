import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";
import { parseCount } from "../parse-count.ts";
import type { ReproduceOptions } from "../reproduce/reproduce-figures.ts";

const PERMUTATIONS_MAX = 10_000;

export function registerReproduce(program: Command, context: CommandContext): void {
  const command = program
    .command("reproduce")
    .summary("the published tables and figures beside ours, with intervals")
    .description(
      "Plays every published method on the published data and shows the papers' figures beside ours. Prints how " +
        "far ours are from what the published implementation gives, and ends with 1 where they are not the same.",
    )
    .option("--data <dir>", "folder of the published data: <model>/<dataset>.json", ".")
    .option(
      "--permutations <count>",
      "orders in which each question meets its branches; the published number is 100",
      parseCount("--permutations", PERMUTATIONS_MAX),
      100,
    )
    .option("--markdown", "print Markdown")
    .option("--json", "print one JSON document")
    .action(async (options: ReproduceOptions) => {
      const { reproduceFigures } = await import("../reproduce/reproduce-figures.ts");
      await reproduceFigures(options, context);
    });
  addExamples(command, "reproduce --data data", "reproduce --data data --markdown > report.md");
}
