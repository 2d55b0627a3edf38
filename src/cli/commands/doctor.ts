import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";
import type { DoctorOptions } from "../examine-machine.ts";

export function registerDoctor(program: Command, context: CommandContext): void {
  const command = program
    .command("doctor")
    .summary("check what this machine has, what is missing and what to do")
    .description(
      "Looks at everything the stack and the sandbox need, and changes nothing. The exit code is 1 when " +
        "something is missing.",
    )
    .option("--json", "print one JSON document")
    .action(async (options: DoctorOptions) => {
      const { examineMachine } = await import("../examine-machine.ts");
      await examineMachine(options, context);
    });
  addExamples(command, "doctor", "doctor --json");
}
