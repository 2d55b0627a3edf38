import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";
import { parseBetas } from "../parse-betas.ts";
import { parseCount } from "../parse-count.ts";
import { parseAnswers } from "../sweep/parse-answers.ts";
import type { ReplayOptions } from "../sweep/replay-files.ts";

const PERMUTATIONS_MAX = 10_000;
const DEADLINE_SECONDS_MAX = 3_600;

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
    )
    .requiredOption(
      "--environment <file...>",
      "environment files, as AutoTTS writes them (JSON, plain or gzipped)",
    )
    .option(
      "--beta <grid>",
      "βs in [0, 1]: one, several, or from:to:step",
      parseBetas,
      parseBetas("0:1:0.1"),
    )
    .option(
      "--permutations <count>",
      "orders in which each question meets its branches",
      parseCount("--permutations", PERMUTATIONS_MAX),
      100,
    )
    .option(
      "--answers <modes>",
      "how answers compare: exact, normalised, or both (exact,normalised)",
      parseAnswers,
      parseAnswers("exact"),
    )
    .option(
      "--deadline <seconds>",
      "time that one controller may take for one β of one shard",
      parseCount("--deadline", DEADLINE_SECONDS_MAX),
      30,
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
