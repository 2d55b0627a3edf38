import type { Command } from "commander";
import { commandGroup } from "../command-group.ts";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";
import type { CheckOptions } from "../check-controller.ts";

export function registerControllerCheck(program: Command, context: CommandContext): void {
  const command = commandGroup(program, "controller")
    .command("check")
    .summary("send a controller through the compile gate")
    .description(
      "Compiles a controller, evaluates its knobs on 101 βs and lets it answer one small question, all " +
        "in the sandbox; shows what is wrong with line and column, or what its knobs do.",
    )
    .argument("<file>", "a controller's file, or the name of one that ships")
    .option("--json", "print one JSON document")
    .action(async (file: string, options: CheckOptions) => {
      const { checkController } = await import("../check-controller.ts");
      await checkController(file, options, context);
    });
  addExamples(command, "controller check mine.ts", "controller check cmc --json");
}
