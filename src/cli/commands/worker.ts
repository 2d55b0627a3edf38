import type { Command } from "commander";
import { DomainError } from "../../domain/errors.ts";
import { TASK_QUEUES, type WorkerRole } from "../../domain/task-queues.ts";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";

export function registerWorker(program: Command, context: CommandContext): void {
  const command = program
    .command("worker")
    .summary("serve task queues (one process of a deployment)")
    .description(
      "Serves the queues of the given roles until it is asked to stop. It reads TEMPORAL_ADDRESS, and " +
        "DATABASE_URL or, with several roles, DATABASE_URL_<ROLE>; the agents role also ANTHROPIC_*.",
    )
    .requiredOption(
      "--role <roles>",
      "control, agents, replay or held-out; several with commas",
      readRoles,
    )
    .action(async ({ role }: { readonly role: readonly WorkerRole[] }) => {
      const { runWorker } = await import("../run-worker.ts");
      await runWorker(role, context);
    });
  addExamples(command, "worker --role replay", "worker --role control,agents,replay");
}

function readRoles(text: string): WorkerRole[] {
  return text.split(",").map((role) => {
    if (isRole(role)) return role;
    const message = `There is no worker role "${role}": the roles are ${Object.keys(TASK_QUEUES).join(", ")}.`;
    throw new DomainError("INVALID_INPUT", message);
  });
}

function isRole(role: string): role is WorkerRole {
  return Object.hasOwn(TASK_QUEUES, role);
}
