import type { Command } from "commander";

/** Adds examples to a command's help; every command has at least one. */
export function addExamples(command: Command, ...examples: readonly string[]): Command {
  const lines = examples.map((example) => `  $ autotts ${example}`);
  const title = examples.length === 1 ? "Example:" : "Examples:";
  return command.addHelpText("after", `\n${title}\n${lines.join("\n")}`);
}
