import type { Command } from "commander";
import { addSweepOptions } from "../add-sweep-options.ts";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";
import { parseAnswers } from "../sweep/parse-answers.ts";
import type { ReplayOptions } from "../sweep/replay-files.ts";

export function registerReplay(program: Command, context: CommandContext): void {
  const command = program
    .command("replay")
    .summary("sweep controllers over recorded questions, without any service")
    .description(
      "Plays controllers over every question and permutation of environment files, at every β, in a " +
        "sandbox on this machine, and shows what each costs and how often it is right.",
    )
    .argument(
      "<controller...>",
      "a file, or the name of one that ships: sc@64, asc, esc, parallel-probe, lead-3, answer-consistency, sac, st-bon, cmc",
    );
  addSweepOptions(command)
    .option(
      "--answers <modes>",
      "how answers compare: exact, normalised, or both (exact,normalised)",
      parseAnswers,
      parseAnswers("exact"),
    )
    .option("--json", "print one JSON document")
    .action(async (controllers: string[], options: ReplayOptions) => {
      const { replayFiles } = await import("../sweep/replay-files.ts");
      await replayFiles(controllers, options, context);
    });
  addExamples(
    command,
    "replay sc@64 cmc --environment data/*/aime24.json",
    "replay sc@64 --environment hmmt25.json --answers exact,normalised",
    "replay mine.ts cmc --environment aime24.json --beta 0,0.5,1 --json",
  );
}
