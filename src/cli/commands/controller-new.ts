import type { Command } from "commander";
import { commandGroup } from "../command-group.ts";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";

export function registerControllerNew(program: Command, context: CommandContext): void {
  const command = commandGroup(program, "controller")
    .command("new")
    .summary("write the commented template")
    .description(
      "Writes a small controller with comments that say how to go on: the one that a search starts " +
        "from. A file that is there is not overwritten.",
    )
    .argument("<file>", "the file to write")
    .action(async (file: string) => {
      const { newController } = await import("../new-controller.ts");
      newController(file, context);
    });
  addExamples(command, "controller new mine.ts");
}
