import { type Command, Option } from "commander";
import { addEvaluationOptions } from "../add-evaluation-options.ts";
import type { CommandContext } from "../command-context.ts";
import { commandGroup } from "../command-group.ts";
import { addExamples } from "../command-help.ts";
import { parseCount } from "../parse-count.ts";
import { parseNumber } from "../parse-number.ts";
import type { StartOptions } from "../run/start-run.ts";

const SEED_MAX = 0xffff_ffff;
const BUDGET_USD_MAX = 1_000_000;

export function registerRunStart(program: Command, context: CommandContext): void {
  const command = commandGroup(program, "run")
    .command("start")
    .summary("start a discovery run")
    .description(
      "Starts a run from a spec, from flags, or from both: what a flag says overrides the file. The " +
        "run goes on in the service, whatever becomes of this terminal.",
    )
    .argument("[spec]", "run spec in JSON, as POST /v1/runs takes it")
    .option("--environment <name...>", "environments to search on")
    .option("--held-out <name...>", "held-out environments to judge the winner on at the end")
    .option(
      "--source <controller...>",
      "controllers to play, one a round: files, or names that ship",
    )
    .addOption(
      new Option("--proposer <kind>", "who writes the controllers").choices([
        "sequence",
        "anthropic",
      ]),
    )
    .addOption(
      new Option("--critic <kind>", "who reviews them").choices(["none", "rules", "anthropic"]),
    )
    .option("--model <name>", "model of the proposer and the critic, where they are one")
    .option(
      "--budget-usd <amount>",
      "what the models may cost",
      parseNumber("--budget-usd", { min: 0.01, max: BUDGET_USD_MAX }),
    )
    .option("--rounds <count>", "rounds at most", parseCount("--rounds", 1000));
  addEvaluationOptions(command)
    .addOption(
      new Option("--selection <rule>", "how the winner is chosen").choices([
        "frontier",
        "published",
      ]),
    )
    .option(
      "--seed <number>",
      "seed of whatever the run draws",
      parseNumber("--seed", { min: 0, max: SEED_MAX, whole: true }),
    )
    .option("--watch", "follow the run to its end; the exit code is then the run's")
    .option("--json", "print one JSON document")
    .action(async (spec: string | undefined, options: StartOptions) => {
      const { startRun } = await import("../run/start-run.ts");
      await startRun(spec, options, context);
    });
  addExamples(
    command,
    "run start --environment Qwen3-0.6B/aime24 --source template lead-beta mine.ts --watch",
    "run start spec.json --rounds 3 --budget-usd 5",
  );
}
