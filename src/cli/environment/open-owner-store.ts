import { DomainError } from "../../domain/errors.ts";
import { openStore, type Store } from "../../store/store.ts";
import type { CommandContext } from "../command-context.ts";
import { databaseUrlVariable } from "../config.ts";
import { findRunningStack } from "../service-stack.ts";

/**
 * The database as its owner, who alone may import held-out data: at `DATABASE_URL_OWNER`, else that of
 * this project's stack, whose credentials only the user who started it can read.
 *
 * @throws DomainError SERVICE_UNAVAILABLE when neither is there
 */
export async function openOwnerStore({
  config,
  projectDir,
}: Pick<CommandContext, "config" | "projectDir">): Promise<Store> {
  const url = config.databaseUrls.owner ?? (await findRunningStack(projectDir, config))?.ownerUrl;
  if (url !== undefined) return ownerStore(url);
  throw new DomainError(
    "SERVICE_UNAVAILABLE",
    `Cannot import held-out data: that takes the owner's connection. The stack of ${projectDir} is not up, and ${databaseUrlVariable("owner")} is not set. Start it with 'autotts up', or set the variable.`,
  );
}

/** The database as its owner, at this address. */
export function ownerStore(url: string): Store {
  return openStore({ url, applicationName: "autotts environment import", poolSize: 1 });
}
