import type { Command } from "commander";

/** What the groups of commands are about. */
const DESCRIPTIONS = {
  controller: "check controllers and start new ones",
  environment: "import recorded reasoning, and look at what is there",
  run: "start, watch and resume discovery runs",
  "held-out": "evaluate on data that no search has seen",
} as const;

/** The command that this group's commands stand under, made by whoever asks first. */
export function commandGroup(program: Command, name: keyof typeof DESCRIPTIONS): Command {
  const present = program.commands.find((command) => command.name() === name);
  return present ?? program.command(name).description(DESCRIPTIONS[name]);
}
