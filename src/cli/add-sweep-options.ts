import type { Command } from "commander";
import { addRulesOptions } from "./add-rules-options.ts";
import { parseBetas } from "./parse-betas.ts";
import { parseCount } from "./parse-count.ts";

const PERMUTATIONS_MAX = 10_000;
const DEADLINE_SECONDS_MAX = 3_600;

/** Adds the options of commands that sweep controllers over environment files: those of `PlayOptions`. */
export function addSweepOptions(command: Command): Command {
  command
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
      "--deadline <seconds>",
      "time that one controller may take for one β of one shard",
      parseCount("--deadline", DEADLINE_SECONDS_MAX),
      30,
    );
  return addRulesOptions(command);
}
