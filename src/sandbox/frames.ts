import { read } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { promisify } from "node:util";

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

const readPipe = promisify(read);

/** What a frame may have at most. */
export interface FrameLimits {
  /** The header becomes objects, which take a multiple of its room. */
  readonly headerBytes: number;
  /** Header and attachments together. */
  readonly frameBytes: number;
}

/** For readers who trust the writer: a slip of a length is noticed, and nothing else. */
const ANY_FRAME: FrameLimits = { headerBytes: 1 << 30, frameBytes: 1 << 30 };
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
    // One write for all of it, without a copy.
    stream.cork();
    const parts = [lengths, json, ...attachments];
    for (const part of parts.slice(0, -1)) stream.write(part);
    stream.write(parts.at(-1), (error) => {
      if (error) reject(error);
      else resolve();
    });
    stream.uncork();
  });
}

/** Gives the next so many bytes, in memory of their own; `undefined` where the input ends before them. */
export type Take = (length: number) => Promise<Uint8Array<ArrayBuffer> | undefined>;

/**
 * Reads frames until the input ends. What comes from a child is data to be checked: a frame that is too
 * large or no JSON throws, and its sender is then beyond repair.
 *
 * @yields each frame, its attachments in memory of their own.
 */
export async function* readFrames(
  take: Take,
  { headerBytes, frameBytes }: FrameLimits = ANY_FRAME,
): AsyncGenerator<Frame> {
  for (;;) {
    const start = await take(8);
    if (start === undefined) return;
    const [headerLength = 0, count = 0] = wordsOf(start);
    if (count > ATTACHMENTS_MAX) throw new RangeError(`A frame cannot have ${count} attachments`);
    const lengths = await take(4 * count);
    if (lengths === undefined) return;
    const byteLength = wordsOf(lengths).reduce((sum, length) => sum + length, headerLength);
    if (byteLength > frameBytes) {
      throw new RangeError(`A frame of ${byteLength} bytes is over ${frameBytes}`);
    }
    if (headerLength > headerBytes) {
      throw new RangeError(`A header of ${headerLength} bytes is over ${headerBytes}`);
    }
    const json = await take(headerLength);
    if (json === undefined) return;
    const header: unknown = JSON.parse(new TextDecoder().decode(json));
    const attachments: Uint8Array[] = [];
    for (const length of wordsOf(lengths)) {
      const attachment = await take(length);
      if (attachment === undefined) return;
      attachments.push(attachment);
    }
    yield { header, attachments };
  }
}

function wordsOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, k) => view.getUint32(4 * k, true));
}

/** Takes bytes from a stream. */
export function takeFromStream(stream: Readable): Take {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let rest: Uint8Array = new Uint8Array();
  return async (length) => {
    const bytes = new Uint8Array(length);
    for (let filled = 0; filled < length;) {
      if (rest.length === 0) {
        const next = await chunks.next();
        if (next.done === true) return undefined;
        rest = next.value;
      }
      const part = rest.subarray(0, length - filled);
      bytes.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
    }
    return bytes;
  };
}

/** Takes bytes from a pipe, straight to where they stay: streams leave every piece behind as garbage. */
export function takeFromPipe(descriptor: number): Take {
  return async (length) => {
    const bytes = new Uint8Array(length);
    for (let filled = 0; filled < length;) {
      const { bytesRead } = await readPipe(descriptor, bytes, filled, length - filled, null);
      if (bytesRead === 0) return undefined;
      filled += bytesRead;
    }
    return bytes;
  };
}
