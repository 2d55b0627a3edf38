import { DATABASE_ROLES, type DatabaseRole } from "../domain/database-roles.ts";
import { DomainError } from "../domain/errors.ts";
import { ensureRoles } from "../store/ensure-roles.ts";
import { migrate } from "../store/migrate.ts";
import type { CommandContext } from "./command-context.ts";
import { databaseUrlOf } from "./config.ts";

/** Brings roles and schema of a database up to date, as its owner. */
export async function migrateDatabase({
  config,
  print,
}: Pick<CommandContext, "config" | "print">): Promise<void> {
  const ownerUrl = databaseUrlOf(config, "owner");
  const missing = DATABASE_ROLES.filter(
    (role) => role !== "owner" && config.databasePasswords[role] === undefined,
  );
  if (missing.length > 0) {
    const names = missing.map((role) => `AUTOTTS_${role.toUpperCase()}_PASSWORD`);
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot prepare the database: ${names.join(", ")} must be set, so that each role gets its password.`,
    );
  }
  const passwordOf = (role: DatabaseRole) =>
    config.databasePasswords[role] ?? decodeURIComponent(new URL(ownerUrl).password);
  await ensureRoles(ownerUrl, {
    owner: passwordOf("owner"),
    api: passwordOf("api"),
    control: passwordOf("control"),
    agents: passwordOf("agents"),
    replay: passwordOf("replay"),
    held_out: passwordOf("held_out"),
  });
  const applied = await migrate(ownerUrl);
  print(applied.length === 0 ? "The schema is up to date." : `Applied ${applied.join(", ")}.`);
}
