import * as z from "zod";

import { DomainError } from "../domain/errors.ts";

/** The last row of a page: rows are ordered by creation, then id, both descending. */
export interface Position {
  readonly createdAt: string;
  readonly id: string;
}

/** Opaque to callers; a cursor gives no right to anything, so it is not signed. */
export function encodeCursor({ createdAt, id }: Position): string {
  return Buffer.from(JSON.stringify([createdAt, id]), "utf8").toString("base64url");
}

/** @throws INVALID_INPUT when `encodeCursor` did not make it. */
export function decodeCursor(cursor: string): Position {
  try {
    const [createdAt, id] = z
      .tuple([z.iso.datetime(), z.string()])
      .parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { createdAt, id };
  } catch (error) {
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot continue the list at cursor ${JSON.stringify(cursor.slice(0, 80))}: use a nextCursor as it was given.`,
      { cause: error },
    );
  }
}
