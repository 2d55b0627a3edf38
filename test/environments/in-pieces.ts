/**
 * Bytes as they may arrive: `size` at a time.
 *
 * @yields the next piece.
 */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}
