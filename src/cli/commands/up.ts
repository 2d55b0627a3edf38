import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";
import { parseCount } from "../parse-count.ts";
import type { UpOptions } from "../supervise-stack.ts";

const portOf = (option: string) => parseCount(option, 65_535);

export function registerUp(program: Command, context: CommandContext): void {
  const command = program
    .command("up")
    .summary("run the whole service on this machine until Ctrl-C")
    .description(
      "Starts Postgres and Temporal (unless DATABASE_URL and TEMPORAL_ADDRESS say where they are), the " +
        "workers and the API, restarts what dies, and stops all of it on Ctrl-C. Data stay in .autotts/.",
    )
    .option("--api-port <port>", "port of the API", portOf("--api-port"))
    .option("--postgres-port <port>", "port of Postgres", portOf("--postgres-port"))
    .option("--temporal-port <port>", "port of Temporal", portOf("--temporal-port"))
    .option("--temporal-ui-port <port>", "port of the Temporal UI", portOf("--temporal-ui-port"))
    .action(async (options: UpOptions) => {
      const { superviseStack } = await import("../supervise-stack.ts");
      await superviseStack(options, context);
    });
  addExamples(command, "up", "up --api-port 8080");
}
