import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import type { ByteSource } from "./byte-source.ts";
import { putBack } from "./put-back.ts";
import { rejectImport } from "./reject-import.ts";

/**
 * The bytes of an environment file as a stream of chunks, gunzipped when they start with gzip's magic bytes.
 *
 * @yields the next chunk.
 * @throws DomainError INVALID_ENVIRONMENT when there are none, when more than `bytesMax` come out (so that
 * neither a large upload nor a small archive of a large file fills the memory), or the archive is damaged.
 */
export async function* readEnvironmentBytes(
  source: ByteSource,
  file: string,
  bytesMax: number,
): AsyncGenerator<Uint8Array> {
  const { zipped, all } = await peekMagic(Symbol.asyncIterator in source ? source : once(source));
  const content = zipped ? gunzipped(all) : all;
  let bytes = 0;
  try {
    for await (const chunk of content) {
      bytes += chunk.length;
      if (bytes > bytesMax) {
        throw rejectImport(
          file,
          `it may hold at most ${bytesMax} bytes${zipped ? " unpacked" : ""}, and holds more`,
          "Split it into several environments.",
        );
      }
      yield chunk;
    }
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw rejectImport(
      file,
      `its gzip archive is damaged or cut off (${error.message})`,
      "Copy or download it again.",
      error,
    );
  }
  if (bytes === 0) throw rejectImport(file, "it is empty", "Copy or download it again.");
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Looks at the first two bytes, which may come in two chunks, and puts them back. */
async function peekMagic(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ zipped: boolean; all: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.length < 2) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return { zipped: head[0] === 0x1f && head[1] === 0x8b, all: putBack(head, iterator) };
}

function gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  // A failure reaches the reader through the returned stream; the callback has nothing to add.
  return pipeline(chunks, createGunzip(), () => {});
}

function isZlibError(error: unknown): error is NodeJS.ErrnoException {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    String(error.code).startsWith("Z_")
  );
}
