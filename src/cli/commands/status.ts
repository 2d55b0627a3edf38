import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";
import type { StatusOptions } from "../show-status.ts";

export function registerStatus(program: Command, context: CommandContext): void {
  const command = program
    .command("status")
    .summary("show what of the stack runs, and where")
    .description(
      "Looks at every part of this project's stack. The exit code is 0 when all of it works, else 3.",
    )
    .option("--json", "print one JSON document")
    .action(async (options: StatusOptions) => {
      const { showStatus } = await import("../show-status.ts");
      await showStatus(options, context);
    });
  addExamples(command, "status", "status --json");
}
