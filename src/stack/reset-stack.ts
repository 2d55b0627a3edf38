import { rmSync, statSync } from "node:fs";

import { stackFiles } from "./stack-files.ts";
import type { OnStackEvent } from "./stack-event.ts";
import { stopStack } from "./stop-stack.ts";

/**
 * Stops the stack and deletes its data, logs, ports and passwords; a Temporal binary that was
 * installed stays. Nothing on a Postgres or Temporal that runs elsewhere is touched.
 *
 * @returns what was deleted.
 */
export async function resetStack(projectDir: string, onEvent: OnStackEvent): Promise<string[]> {
  await stopStack(projectDir, onEvent);
  const files = stackFiles(projectDir);
  const paths = [
    files.postgresDir,
    files.postgresFallbackDir,
    files.temporalDataDir,
    files.logsDir,
    files.credentialsDir,
    files.state,
  ];
  const present = paths.filter((path) => statSync(path, { throwIfNoEntry: false }) !== undefined);
  for (const path of present) rmSync(path, { recursive: true, force: true });
  return present;
}
