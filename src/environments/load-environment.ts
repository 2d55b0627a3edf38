import { createReadStream } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { DomainError } from "../domain/errors.ts";
import { importEnvironment } from "./import-environment.ts";
import type { ImportedEnvironment } from "./imported-environment.ts";

/**
 * Imports an environment file from disk, under the name `<folder>/<file without extension>` unless another
 * is given.
 *
 * @throws DomainError INVALID_INPUT when the file cannot be read, INVALID_ENVIRONMENT when it breaks a rule.
 */
export async function loadEnvironment(
  path: string,
  name = environmentNameOf(path),
): Promise<ImportedEnvironment> {
  try {
    return await importEnvironment(createReadStream(path), { name, file: path });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot read the environment file ${path}: ${error.message}. Check the path and its permissions.`,
      { cause: error },
    );
  }
}

function environmentNameOf(path: string): string {
  const absolute = resolve(path);
  const file = basename(absolute).replace(/[.](?:json|jsonl|ndjson|csv)(?:[.]gz)?$/u, "");
  const folder = basename(dirname(absolute));
  return folder === "" ? file : `${folder}/${file}`;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === "object" && error !== null && "syscall" in error;
}
