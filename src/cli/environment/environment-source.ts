import { createReadStream } from "node:fs";
import type { ImportedEnvironment } from "../../environments/imported-environment.ts";
import { loadEnvironment, type OnRead } from "../../environments/load-environment.ts";
import { writeAutotts } from "../../environments/write-autotts.ts";

/** An environment that was found to be valid, and can be sent to where it is to live. */
export interface EnvironmentSource {
  /** A file, or what else it comes from, for people. */
  readonly file: string;
  readonly imported: ImportedEnvironment;
  /** As a file in any format that can be imported. */
  readonly bytes: () => AsyncIterable<Uint8Array>;
}

/** An environment from a file. @throws DomainError INVALID_INPUT or INVALID_ENVIRONMENT */
export async function sourceFromFile(
  path: string,
  shown: string,
  name?: string,
  onRead?: OnRead,
): Promise<EnvironmentSource> {
  const imported = await loadEnvironment(path, name, onRead);
  return { file: shown, imported, bytes: () => createReadStream(path) };
}

/** An environment that was made here. */
export function sourceFromMemory(imported: ImportedEnvironment): EnvironmentSource {
  return { file: "generated", imported, bytes: () => writeAutotts(imported) };
}
