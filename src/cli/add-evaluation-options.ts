import { type Command, Option } from "commander";
import { parseBetas } from "./parse-betas.ts";
import { parseCount } from "./parse-count.ts";

/** Adds the options that say what a service is to evaluate at; it has a default for each. */
export function addEvaluationOptions(command: Command): Command {
  return command
    .option("--beta <grid>", "βs in [0, 1]: one, several, or from:to:step", parseBetas)
    .option(
      "--permutations <count>",
      "orders in which each question meets its branches",
      parseCount("--permutations", 10_000),
    )
    .addOption(
      new Option("--answers <mode>", "how answers compare").choices(["exact", "normalised"]),
    );
}
