import { join } from "node:path";
import { env } from "node:process";
import { DATABASE_ROLES, type DatabaseRole } from "../domain/database-roles.ts";
import { DomainError } from "../domain/errors.ts";

/** Everything the program takes from its environment; this file alone reads it. */
export interface Config {
  /** `AUTOTTS_API`: address of an API that runs elsewhere. */
  readonly apiUrl: string | undefined;
  /** `DATABASE_URL`: the connection of a process that has one role; for `up` that of the owner. */
  readonly databaseUrl: string | undefined;
  /** `DATABASE_URL_<ROLE>`: connections of a process that has several roles. */
  readonly databaseUrls: Readonly<Partial<Record<DatabaseRole, string>>>;
  /** `AUTOTTS_<ROLE>_PASSWORD`: what `migrate` gives each role. */
  readonly databasePasswords: Readonly<Partial<Record<DatabaseRole, string>>>;
  /** `API_HOST` and `API_PORT`: where `serve` listens. */
  readonly apiListen: { readonly host: string; readonly port: number };
  /** `TEMPORAL_ADDRESS`, as host:port. */
  readonly temporalAddress: string | undefined;
  readonly anthropic: {
    readonly apiKey: string | undefined;
    readonly authToken: string | undefined;
    readonly baseUrl: string | undefined;
  };
  /** `AUTOTTS_SANDBOX_DEADLINE_SECONDS`: what a worker gives a candidate for one cell's part of a shard. */
  readonly sandboxDeadlineSeconds: number | undefined;
  /**
   * Where imported files are kept for the next time: `AUTOTTS_CACHE_DIR`, else `autotts` in `XDG_CACHE_HOME`
   * or in `.cache` of `HOME`; nowhere without any of them.
   */
  readonly cacheDir: string | undefined;
  /** `AUTOTTS_DEBUG`: errors are shown with their stack. */
  readonly debug: boolean;
  /** The whole environment, for programs that are started and for what the terminal says of itself. */
  readonly environment: Environment;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The configuration that an environment describes. An empty variable is one that is not set. */
export function readConfig(environment: Environment = env): Config {
  const read = (name: string): string | undefined => environment[name] || undefined;
  const readNumber = (name: string): number | undefined => {
    const text = read(name);
    return text === undefined ? undefined : Number(text);
  };
  const databaseUrls: Partial<Record<DatabaseRole, string>> = {};
  const databasePasswords: Partial<Record<DatabaseRole, string>> = {};
  for (const role of DATABASE_ROLES) {
    const url = read(databaseUrlVariable(role));
    if (url !== undefined) databaseUrls[role] = url;
    const password = read(`AUTOTTS_${role.toUpperCase()}_PASSWORD`);
    if (password !== undefined) databasePasswords[role] = password;
  }
  return {
    apiUrl: read("AUTOTTS_API"),
    databaseUrl: read("DATABASE_URL"),
    databaseUrls,
    databasePasswords,
    apiListen: { host: read("API_HOST") ?? "127.0.0.1", port: readNumber("API_PORT") ?? 8787 },
    temporalAddress: read("TEMPORAL_ADDRESS"),
    anthropic: {
      apiKey: read("ANTHROPIC_API_KEY"),
      authToken: read("ANTHROPIC_AUTH_TOKEN"),
      baseUrl: read("ANTHROPIC_BASE_URL"),
    },
    sandboxDeadlineSeconds: readNumber("AUTOTTS_SANDBOX_DEADLINE_SECONDS"),
    cacheDir: cacheDirOf(read),
    debug: read("AUTOTTS_DEBUG") !== undefined,
    environment,
  };
}

function cacheDirOf(read: (name: string) => string | undefined): string | undefined {
  const own = read("AUTOTTS_CACHE_DIR");
  if (own !== undefined) return own;
  const [caches, home] = [read("XDG_CACHE_HOME"), read("HOME")];
  if (caches !== undefined) return join(caches, "autotts");
  return home === undefined ? undefined : join(home, ".cache", "autotts");
}

/** The variable with the connection of one role, for processes that have several. */
export function databaseUrlVariable(role: DatabaseRole): string {
  return `DATABASE_URL_${role.toUpperCase()}`;
}

/** The connection of a role: its own variable, else `DATABASE_URL`. @throws DomainError INVALID_INPUT */
export function databaseUrlOf(config: Config, role: DatabaseRole): string {
  const url = config.databaseUrls[role] ?? config.databaseUrl;
  if (url !== undefined) return url;
  throw new DomainError(
    "INVALID_INPUT",
    `Cannot connect to Postgres as ${role}: no connection is given. Set ${databaseUrlVariable(role)}, or DATABASE_URL in a process with this role alone.`,
  );
}
