import type { Readable, Writable } from "node:stream";

/**
 * Messages between the sandbox and its children: a JSON header and binary attachments.
 *
 * Layout, little-endian: header length (u32), attachment count (u32), length of each attachment (u32), header
 * (UTF-8), attachments.
 */
export interface Frame {
  readonly header: unknown;
  readonly attachments: readonly Uint8Array[];
}

const FRAME_BYTES_MAX = 1 << 30;
const ATTACHMENTS_MAX = 1 << 16;

/** Writes one frame. @returns when the stream has taken it. */
export function writeFrame(stream: Writable, { header, attachments }: Frame): Promise<void> {
  const json = Buffer.from(JSON.stringify(header), "utf8");
  const lengths = Buffer.alloc(8 + 4 * attachments.length);
  lengths.writeUInt32LE(json.length, 0);
  lengths.writeUInt32LE(attachments.length, 4);
  for (const [k, { byteLength }] of attachments.entries()) {
    lengths.writeUInt32LE(byteLength, 8 + 4 * k);
  }
  return new Promise((resolve, reject) => {
    stream.write(Buffer.concat([lengths, json, ...attachments]), (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/**
 * Reads frames until the stream ends. What comes from a child is data to be checked: a frame that is too
 * large or no JSON throws, and its sender is then beyond repair.
 *
 * @yields each frame, its attachments in memory of their own.
 */
export async function* readFrames(stream: Readable): AsyncGenerator<Frame> {
  const chunks: Buffer[] = [];
  let held = 0;
  let wanted = 8;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    held += chunk.length;
    if (held < wanted) continue;
    let bytes = Buffer.concat(chunks);
    for (;;) {
      const frame = parseFrame(bytes);
      if (typeof frame === "number") {
        wanted = frame;
        break;
      }
      yield frame;
      bytes = bytes.subarray(frame.byteLength);
    }
    chunks.length = 0;
    chunks.push(bytes);
    held = bytes.length;
  }
}

/** The first frame of some bytes, or how many bytes there must be to tell. */
function parseFrame(bytes: Buffer): (Frame & { readonly byteLength: number }) | number {
  if (bytes.length < 8) return 8;
  const headerLength = bytes.readUInt32LE(0);
  const count = bytes.readUInt32LE(4);
  if (count > ATTACHMENTS_MAX) throw new RangeError(`A frame cannot have ${count} attachments`);
  const headerAt = 8 + 4 * count;
  if (bytes.length < headerAt) return headerAt;
  let byteLength = headerAt + headerLength;
  const starts = Array.from({ length: count }, (_, k) => {
    const start = byteLength;
    byteLength += bytes.readUInt32LE(8 + 4 * k);
    return start;
  });
  if (byteLength > FRAME_BYTES_MAX) {
    throw new RangeError(`A frame of ${byteLength} bytes is over ${FRAME_BYTES_MAX}`);
  }
  if (bytes.length < byteLength) return byteLength;
  const header: unknown = JSON.parse(bytes.toString("utf8", headerAt, headerAt + headerLength));
  const attachments = starts.map((start, k) =>
    // A copy of its own: typed arrays need aligned memory, and the pipe's is not.
    Uint8Array.from(bytes.subarray(start, starts[k + 1] ?? byteLength)),
  );
  return { header, attachments, byteLength };
}
