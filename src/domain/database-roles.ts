/**
 * The Postgres roles, one for each part of the service that holds a credential. `owner` migrates and
 * imports held-out data and is in no running service; the others are named after what uses them.
 */
export const DATABASE_ROLES = ["owner", "api", "control", "agents", "replay", "held_out"] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

/** The name of a role inside Postgres, where it shares a namespace with other applications. */
export function databaseUser(role: DatabaseRole): string {
  return `autotts_${role}`;
}
