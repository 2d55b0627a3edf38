import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";

export function registerDown(program: Command, context: CommandContext): void {
  const command = program
    .command("down")
    .summary("stop the stack that runs in another terminal")
    .description(
      "Asks this project's stack to stop and waits until it has, or ends what a killed one left behind.",
    )
    .action(async () => {
      const { stopStack } = await import("../../stack/stop-stack.ts");
      const wasUp = await stopStack(context.projectDir, ({ message }) => context.note(message));
      context.print(wasUp ? "Stopped." : "The stack of this project was not running.");
    });
  addExamples(command, "down");
}
