import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";
import { parseCount } from "../parse-count.ts";
import type { LogsOptions } from "../show-logs.ts";

const LINES_MAX = 10_000;

export function registerLogs(program: Command, context: CommandContext): void {
  const command = program
    .command("logs")
    .summary("show what the parts of the stack have logged")
    .description(
      "Prints the last lines of one log, or of all, and with --follow whatever is added.",
    )
    .argument("[name]", "part of the stack, as 'status' calls it; all of them by default")
    .option("--lines <count>", "last lines of each log", parseCount("--lines", LINES_MAX), 40)
    .option("--follow", "go on until Ctrl-C")
    .action(async (name: string | undefined, options: LogsOptions) => {
      const { showLogs } = await import("../show-logs.ts");
      await showLogs(name, options, context);
    });
  addExamples(command, "logs worker", "logs --follow");
}
