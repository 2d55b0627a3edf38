/** What an importer reads: a file's or an upload's bytes, at once or as they come. */
export type ByteSource = Uint8Array | AsyncIterable<Uint8Array>;
