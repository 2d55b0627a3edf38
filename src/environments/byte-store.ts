import { randomUUID } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { types } from "node:util";
import { DomainError } from "../domain/errors.ts";
import { releaseMemory } from "../replay/release-memory.ts";

/** Bytes that are appended piece by piece and read anywhere. */
export interface ByteStore {
  /** Takes the bytes over: whoever made them has no more use of them. */
  append(bytes: Uint8Array): Promise<void>;
  /** Exactly these bytes, in memory of their own. @throws RangeError where there are fewer. */
  read(position: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A store in memory, of which only whole pieces can be read: they are copied, as a file's would be. */
export function memoryStore(): ByteStore {
  const pieces = new Map<number, Uint8Array>();
  let end = 0;
  return {
    append(bytes) {
      pieces.set(end, bytes);
      end += bytes.length;
      return Promise.resolve();
    },
    read(position, length) {
      const piece = pieces.get(position);
      if (piece?.length === length) return Promise.resolve(Uint8Array.from(piece));
      return Promise.reject(new RangeError(`No ${length} bytes were written at ${position}.`));
    },
    close() {
      pieces.clear();
      return Promise.resolve();
    },
  };
}

/** A store in a file that did not exist before, for its owner alone. */
export async function createFileStore(path: string): Promise<ByteStore> {
  return fileStore(await open(path, "wx+", 0o600));
}

/** A store in a file that is there, to be read. */
export async function openFileStore(
  path: string,
): Promise<{ store: ByteStore; byteLength: number }> {
  const file = await open(path, "r");
  return { store: fileStore(file), byteLength: (await file.stat()).size };
}

/**
 * A store in a file without a name, of which nothing stays however the process ends.
 *
 * @param dir the system's folder for temporary files unless said otherwise.
 * @throws DomainError SETUP_FAILED when the folder cannot be written or is full; so does `append`.
 */
export async function temporaryStore(dir = tmpdir()): Promise<ByteStore> {
  const refuse = (cause: unknown): never => {
    const reason = types.isNativeError(cause) ? cause.message : String(cause);
    throw new DomainError(
      "SETUP_FAILED",
      `Cannot keep a temporary file in ${dir}: ${reason}. Make room there, or set TMPDIR to another folder.`,
      { cause },
    );
  };
  const path = join(dir, `autotts-${randomUUID()}`);
  const store = await createFileStore(path).catch(refuse);
  await rm(path);
  return { ...store, append: (bytes) => store.append(bytes).catch(refuse) };
}

function fileStore(file: FileHandle): ByteStore {
  return {
    async append(bytes) {
      await file.writeFile(bytes);
      releaseMemory([bytes]);
    },
    async read(position, length) {
      const bytes = Buffer.allocUnsafeSlow(length);
      for (let filled = 0; filled < length;) {
        const rest = { offset: filled, position: position + filled };
        const { bytesRead } = await file.read(bytes, rest);
        if (bytesRead === 0) throw new RangeError(`No ${length} bytes are at ${position}.`);
        filled += bytesRead;
      }
      return bytes;
    },
    close: () => file.close(),
  };
}
