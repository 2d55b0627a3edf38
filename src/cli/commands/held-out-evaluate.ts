import type { Command } from "commander";
import { addEvaluationOptions } from "../add-evaluation-options.ts";
import type { CommandContext } from "../command-context.ts";
import { commandGroup } from "../command-group.ts";
import { addExamples } from "../command-help.ts";
import type { EvaluateOptions } from "../held-out/evaluate-held-out.ts";

export function registerHeldOutEvaluate(program: Command, context: CommandContext): void {
  const command = commandGroup(program, "held-out")
    .command("evaluate")
    .summary("judge a controller on held-out environments")
    .description(
      "Compares a controller with a baseline on data that no search has seen. Every evaluation is a " +
        "look at them: it is logged before the first read, counted, and shown.",
    )
    .requiredOption(
      "--controller <controller>",
      "SHA-256 of a stored controller ('run show --json' has it), or a name that ships",
    )
    .option("--baseline <controller>", "what it is compared with: the same", "cmc")
    .requiredOption("--environment <name...>", "held-out environments");
  addEvaluationOptions(command)
    .option("--wait", "wait for the verdict and show it")
    .option("--json", "print one JSON document")
    .action(async (options: EvaluateOptions) => {
      const { evaluateHeldOut } = await import("../held-out/evaluate-held-out.ts");
      await evaluateHeldOut(options, context);
    });
  addExamples(
    command,
    "held-out evaluate --controller lead-cut --environment Qwen3-0.6B/aime25 --wait",
  );
}
