import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type ByteStore, memoryStore } from "./byte-store.ts";
import { type EnvironmentCache, environmentCache } from "./environment-cache.ts";
import { environmentNameOf, requireEnvironmentName } from "./environment-name.ts";
import type { EnvironmentReader } from "./environment-reader.ts";
import { UNBOUNDED } from "./import-chunks.ts";
import { importInto } from "./import-into.ts";
import { whileReading } from "./while-reading.ts";

const READ_BYTES = 2 ** 16;

/** An environment file that was opened, and what it is called. */
export interface OpenedEnvironment {
  /** `<folder>/<file without extension>`. */
  readonly name: string;
  /** To be closed. */
  readonly reader: EnvironmentReader;
}

/**
 * Opens an environment file to be read by ranges of questions. It is imported once: what came of it is kept
 * in the cache, under the hash of the file's bytes, and is read from there however large it is.
 *
 * @param cacheDir folder of the cache; without one, or where it cannot be written, memory must do.
 * @throws DomainError INVALID_INPUT when the file cannot be read, INVALID_ENVIRONMENT when it breaks a rule.
 */
export async function openEnvironment(
  path: string,
  cacheDir: string | undefined,
): Promise<OpenedEnvironment> {
  const name = environmentNameOf(path);
  requireEnvironmentName(name);
  const reader = await whileReading(path, async () => {
    if (cacheDir === undefined) return (await importFile(memoryStore(), path)).reader;
    const cache = environmentCache(cacheDir);
    return (await cache.find(await hashOf(path))) ?? importThrough(cache, path);
  });
  return { name, reader };
}

async function importThrough(cache: EnvironmentCache, path: string): Promise<EnvironmentReader> {
  const draft = await cache.draft();
  if (draft !== undefined) {
    const { store, failed } = watched(draft.store);
    try {
      const { reader, fileHash } = await importFile(store, path);
      await draft.keep(fileHash);
      return reader;
    } catch (error) {
      await draft.discard();
      if (!failed()) throw error;
    }
  }
  return (await importFile(memoryStore(), path)).reader;
}

/** A store that remembers whether it could not be written: the disk may be full, and the file all right. */
function watched(store: ByteStore): { store: ByteStore; failed: () => boolean } {
  let hasFailed = false;
  const append = async (bytes: Uint8Array): Promise<void> => {
    try {
      await store.append(bytes);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
  return { store: { ...store, append }, failed: () => hasFailed };
}

/** Imports a file. The hash is of the bytes that were imported, whatever the file holds by now. */
async function importFile(
  store: ByteStore,
  path: string,
): Promise<{ reader: EnvironmentReader; fileHash: string }> {
  const hash = createHash("sha256");
  const options = { file: path, bounds: UNBOUNDED };
  const reader = await importInto(store, hashed(bytesOf(path), hash), options);
  return { reader, fileHash: hash.digest("hex") };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of bytesOf(path)) hash.update(bytes);
  return hash.digest("hex");
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

function bytesOf(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: READ_BYTES });
}
