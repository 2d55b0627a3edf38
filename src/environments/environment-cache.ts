import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { type ByteStore, createFileStore, openFileStore } from "./byte-store.ts";
import { readEnvironment } from "./environment-file.ts";
import type { EnvironmentReader } from "./environment-reader.ts";

/**
 * Changes whenever a file could be imported to something else than before, so that what older versions
 * imported is not found.
 */
const IMPORT_VERSION = 1;

/** What the folder may hold, in bytes; what was imported last stays, however large. */
const BYTES_MAX = 4 * 2 ** 30;

/**
 * Imported environments in a folder, each under the SHA-256 of the file that it was imported from. A cache
 * never fails: what is not to be had, is damaged or cannot be written is as if it had never been there.
 */
export interface EnvironmentCache {
  /** What was imported from a file with this hash. */
  find(fileHash: string): Promise<EnvironmentReader | undefined>;
  /** A place for a new environment; none where the folder cannot be written. */
  draft(): Promise<CacheDraft | undefined>;
}

/** An environment that is being imported. Several processes may import one at once: the last one stays. */
export interface CacheDraft {
  readonly store: ByteStore;
  /** Makes what was written to be found from now on. The store stays open. */
  keep(fileHash: string): Promise<void>;
  /** Closes the store and leaves nothing behind. */
  discard(): Promise<void>;
}

/** The cache in a folder, which is made when it is first needed. It holds 4 GiB unless said otherwise. */
export function environmentCache(dir: string, bytesMax = BYTES_MAX): EnvironmentCache {
  const placeOf = (fileHash: string): string => join(dir, `${fileHash}.${IMPORT_VERSION}`);
  return {
    async find(fileHash) {
      const path = placeOf(fileHash);
      const opened = await orNothing(openFileStore(path));
      if (opened === undefined) return undefined;
      const reader = await orNothing(readEnvironment(opened.store, opened.byteLength));
      if (reader === undefined) await orNothing(opened.store.close());
      else await orNothing(utimes(path, new Date(), new Date()));
      return reader;
    },
    async draft() {
      await orNothing(mkdir(dir, { recursive: true, mode: 0o700 }));
      const path = join(dir, `${randomUUID()}.draft`);
      const store = await orNothing(createFileStore(path));
      if (store === undefined) return undefined;
      return {
        store,
        async keep(fileHash) {
          const kept = placeOf(fileHash);
          await orNothing(rename(path, kept));
          await orNothing(makeRoom(dir, kept, bytesMax));
        },
        async discard() {
          await orNothing(store.close());
          await orNothing(rm(path, { force: true }));
        },
      };
    },
  };
}

/** Removes what was not used for longest, drafts of processes that were killed too, until the rest fits. */
async function makeRoom(dir: string, kept: string, bytesMax: number): Promise<void> {
  const files = [];
  for (const name of await readdir(dir)) {
    const path = join(dir, name);
    const found = await orNothing(stat(path));
    if (found !== undefined) files.push({ path, usedAt: found.mtimeMs, bytes: found.size });
  }
  let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  for (const file of files.toSorted((a, b) => a.usedAt - b.usedAt)) {
    if (bytes <= bytesMax) return;
    if (file.path === kept) continue;
    await rm(file.path, { force: true });
    bytes -= file.bytes;
  }
}

/** What is awaited, or nothing where that fails: a cache is a convenience. */
async function orNothing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch {
    return undefined;
  }
}
