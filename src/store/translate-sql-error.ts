import { types } from "node:util";

import pg from "pg";

import { DomainError } from "../domain/errors.ts";

/**
 * Throws what a caller can react to: CONFLICT for a value that is taken, SERVICE_UNAVAILABLE when the
 * database can't be reached or goes away, SETUP_FAILED when it refuses the login, INVALID_INPUT for
 * text it can't hold. Everything else is thrown as it came: it is a bug of ours.
 */
export function translateSqlError(error: unknown): never {
  if (error instanceof pg.DatabaseError) throw fromSqlState(error);
  // What `pg` raises without a SQLSTATE is a lost or refused connection, except for misuse.
  // Names and not classes: an error of Node's own may come from another realm.
  if (!types.isNativeError(error) || error.name === "TypeError" || error.name === "RangeError") {
    throw error;
  }
  throw unavailable(error);
}

function fromSqlState(error: pg.DatabaseError): Error {
  const state = error.code ?? "";
  const cause = { cause: error };
  if (state === "23505") {
    const what = error.table === undefined ? "A row" : `A row of ${error.table}`;
    return new DomainError(
      "CONFLICT",
      `${what} with this value is already there: ${error.detail ?? error.message}`,
      cause,
    );
  }
  // 08: connection; 53300: too many connections; 57P01–57P03: shutting down, crashed, starting up.
  if (state.startsWith("08") || state === "53300" || /^57P0[123]$/u.test(state)) {
    return unavailable(error);
  }
  // 28: login refused; 3D000: no such database.
  if (state.startsWith("28") || state === "3D000") {
    return new DomainError(
      "SETUP_FAILED",
      `Postgres refuses the connection: ${error.message}. Check role, password and database of the connection address.`,
      cause,
    );
  }
  // 22021 and 22P05: a character Postgres has no place for, which is NUL alone.
  if (state === "22021" || state === "22P05") {
    return new DomainError(
      "INVALID_INPUT",
      "Cannot store this text: it holds a NUL character, which Postgres refuses. Remove it.",
      cause,
    );
  }
  return error;
}

function unavailable(error: Error): DomainError {
  return new DomainError(
    "SERVICE_UNAVAILABLE",
    `Cannot reach Postgres: ${error.message}. Is it running, and is the address right?`,
    { cause: error },
  );
}
