import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";

export function registerMigrate(program: Command, context: CommandContext): void {
  const command = program
    .command("migrate")
    .summary("bring roles and schema of a database up to date (once per deployment)")
    .description(
      "Makes the service's Postgres roles, sets their passwords and applies the migrations. It reads " +
        "DATABASE_URL (the owner's) and AUTOTTS_<ROLE>_PASSWORD for every other role.",
    )
    .action(async () => {
      const { migrateDatabase } = await import("../migrate-database.ts");
      await migrateDatabase(context);
    });
  addExamples(command, "migrate");
}
