import { type Command, Option } from "commander";
import { DEFAULT_RULES } from "../domain/episode-rules.ts";
import { parseNumber } from "./parse-number.ts";

/** As many intervals as the longest branch that can be recorded has tokens. */
const INTERVALS_MAX = 2 ** 32 - 1;

/** Branches of a question that the kernel can open. */
const BRANCHES_MAX = 4_096;

/** Adds the options that say under which rules episodes are played: those of `RulesOptions`. */
export function addRulesOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--probe-cost <intervals>", "what a probe costs (κ)")
        .argParser(parseNumber("--probe-cost", { min: 0, max: INTERVALS_MAX }))
        .default(DEFAULT_RULES.probeCostIntervals),
    )
    .addOption(
      new Option(
        "--episode-budget <intervals>",
        "what one episode may spend (default: no limit)",
      ).argParser(parseNumber("--episode-budget", { min: 1, max: INTERVALS_MAX })),
    )
    .addOption(
      new Option("--branches-max <count>", "branches that one episode may open")
        .argParser(parseNumber("--branches-max", { min: 1, max: BRANCHES_MAX, whole: true }))
        .default(DEFAULT_RULES.branchesMax),
    );
}
