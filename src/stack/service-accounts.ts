import type { DatabaseRole } from "../domain/database-roles.ts";
import type { StackFiles } from "./stack-files.ts";
import type { OnStackEvent } from "./stack-event.ts";
import {
  closedDirectory,
  runsAsRoot,
  serviceAccount,
  type SystemAccount,
} from "./system-account.ts";

/**
 * Gives each role its account, if that is possible here: only root can start a process as somebody
 * else, and that one must be able to enter the project to read the program. When root cannot do it,
 * it says so once.
 */
export function serviceAccounts(
  files: StackFiles,
  onEvent: OnStackEvent,
): (role: DatabaseRole) => SystemAccount | undefined {
  if (!runsAsRoot()) return () => undefined;
  const api = serviceAccount("api");
  const closed = api === undefined ? undefined : closedDirectory(files.projectDir, api);
  if (closed === undefined) return serviceAccount;
  onEvent({
    type: "notice",
    message: `services run as root: accounts of their own may not enter ${closed}. Put the project elsewhere to separate them`,
  });
  return () => undefined;
}
