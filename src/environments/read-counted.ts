import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

/** Told how many bytes of a file were read, and how many it has. */
export type OnRead = (bytesRead: number, bytes: number) => void;

/**
 * The bytes of a file; `onRead` is told how far it is.
 *
 * @yields the next chunk.
 */
export async function* readCounted(path: string, onRead?: OnRead): AsyncGenerator<Uint8Array> {
  const { size } = await stat(path);
  let bytesRead = 0;
  const chunks: AsyncIterable<Buffer> = createReadStream(path);
  for await (const chunk of chunks) {
    bytesRead += chunk.length;
    yield chunk;
    onRead?.(bytesRead, size);
  }
}
