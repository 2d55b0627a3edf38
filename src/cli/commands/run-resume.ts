import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { commandGroup } from "../command-group.ts";
import { addExamples } from "../command-help.ts";
import type { ResumeOptions } from "../run/resume-run.ts";

export function registerRunResume(program: Command, context: CommandContext): void {
  const command = commandGroup(program, "run")
    .command("resume")
    .summary("let a failed or cancelled run go on")
    .description(
      "Lets a failed or cancelled run go on after the rounds it has done; nothing is computed or paid twice.",
    )
    .argument("<id>", "id of the run, as 'run list' shows it")
    .option("--json", "print one JSON document")
    .action(async (id: string, options: ResumeOptions) => {
      const { resumeRun } = await import("../run/resume-run.ts");
      await resumeRun(id, options, context);
    });
  addExamples(command, "run resume 20261122-7k3fq2");
}
