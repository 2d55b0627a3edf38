import { type Command, Option } from "commander";
import { addSweepOptions } from "../add-sweep-options.ts";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";
import type { CompareOptions } from "../compare/compare-files.ts";

export function registerCompare(program: Command, context: CommandContext): void {
  const command = program
    .command("compare")
    .summary("two controllers side by side: what sets them apart, and what does not")
    .description(
      "Plays two controllers over the same questions and permutations, in a sandbox on this machine, and shows " +
        "their differences with intervals: at equal β, at matched tokens, at matched accuracy, and of whole frontiers.",
    )
    .argument("<a>", "a file, or the name of a controller that ships")
    .argument("<b>", "what it is compared with");
  addSweepOptions(command)
    .addOption(
      new Option("--answers <mode>", "how answers compare")
        .choices(["exact", "normalised"])
        .default("exact"),
    )
    .option("--markdown", "print Markdown")
    .option("--json", "print one JSON document")
    .action(async (a: string, b: string, options: CompareOptions) => {
      const { compareFiles } = await import("../compare/compare-files.ts");
      await compareFiles([a, b], options, context);
    });
  addExamples(
    command,
    "compare cmc lead-3 --environment data/*/aime24.json",
    "compare mine.ts cmc --environment aime24.json --beta 0,0.5,1 --markdown > report.md",
  );
}
