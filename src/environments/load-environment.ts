import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { environmentNameOf } from "./environment-name.ts";
import { importEnvironment } from "./import-environment.ts";
import type { ImportedEnvironment } from "./imported-environment.ts";
import { whileReading } from "./while-reading.ts";

/** Told how many bytes of a file were read, and how many it has. */
export type OnRead = (bytesRead: number, bytes: number) => void;

/**
 * Imports an environment file from disk, under the name `<folder>/<file without extension>` unless another
 * is given. `onRead` is told how far it is.
 *
 * @throws DomainError INVALID_INPUT when the file cannot be read, INVALID_ENVIRONMENT when it breaks a rule.
 */
export function loadEnvironment(
  path: string,
  name = environmentNameOf(path),
  onRead?: OnRead,
): Promise<ImportedEnvironment> {
  return whileReading(path, async () => {
    const { size } = await stat(path);
    const bytes = counted(createReadStream(path), (read) => onRead?.(read, size));
    return importEnvironment(bytes, { name, file: path });
  });
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  onRead: (bytesRead: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytesRead = 0;
  for await (const chunk of chunks) {
    bytesRead += chunk.length;
    yield chunk;
    onRead(bytesRead);
  }
}
