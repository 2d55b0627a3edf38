import { PassThrough, Readable } from "node:stream";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Frame, readFrames, takeFromStream, writeFrame } from "../../src/sandbox/frames.ts";

async function bytesOf(frames: readonly Frame[]): Promise<Buffer> {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  for (const frame of frames) await writeFrame(stream, frame);
  return Buffer.concat(chunks);
}

async function framesOf(chunks: readonly Uint8Array[]): Promise<Frame[]> {
  const frames: Frame[] = [];
  const stream = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  for await (const frame of readFrames(takeFromStream(stream))) {
    frames.push({ header: frame.header, attachments: frame.attachments });
  }
  return frames;
}

/** Little-endian words: header length, attachment count, attachment lengths. */
function words(...values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}

const frame: fc.Arbitrary<Frame> = fc.record({
  header: fc.jsonValue(),
  attachments: fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 4 }),
});

test("readFrames() gives back what writeFrame() wrote, however the pipe cuts it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(frame, { maxLength: 4 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      async (frames, places) => {
        const bytes = await bytesOf(frames);
        const cuts = places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b);
        const chunks = [0, ...cuts].map((from, k) => bytes.subarray(from, cuts[k] ?? bytes.length));
        const sent = frames.map(({ header, attachments }) => ({
          header: JSON.parse(JSON.stringify(header)),
          attachments,
        }));
        expect(await framesOf(chunks)).toEqual(sent);
      },
    ),
  );
});

test("readFrames() gives attachments memory of their own, aligned for any typed array", async () => {
  const values = Float64Array.of(1.5, -2);
  const bytes = await bytesOf([
    { header: "odd", attachments: [Uint8Array.of(1), new Uint8Array(values.buffer)] },
  ]);
  const [read] = await framesOf([bytes]);
  const sent = read!.attachments[1]!;
  expect(new Float64Array(sent.buffer, sent.byteOffset, 2)).toEqual(values);
});

test("readFrames() leaves out a frame that the stream ends in", async () => {
  const bytes = await bytesOf([
    { header: 1, attachments: [] },
    { header: 2, attachments: [Uint8Array.of(7)] },
  ]);
  expect(await framesOf([bytes.subarray(0, -1)])).toEqual([{ header: 1, attachments: [] }]);
});

test("readFrames() throws at sizes that no frame may have, before it waits for them", async () => {
  await expect(framesOf([words(2, 0xffff_ffff)])).rejects.toThrow("cannot have 4294967295");
  await expect(framesOf([words(0xffff_ffff, 0)])).rejects.toThrow("is over 1073741824");
  await expect(framesOf([words(2, 1, 0xffff_ffff)])).rejects.toThrow("is over 1073741824");
});

test("readFrames() throws at sizes over its reader's own limits, before it waits for them", async () => {
  const limits = { headerBytes: 4, frameBytes: 8 };
  const read = (start: Buffer) => readFrames(takeFromStream(Readable.from([start])), limits).next();
  await expect(read(words(5, 0))).rejects.toThrow("A header of 5 bytes is over 4");
  await expect(read(words(2, 1, 7))).rejects.toThrow("A frame of 9 bytes is over 8");
  expect(await read(Buffer.concat([words(4, 0), Buffer.from("null")]))).toMatchObject({
    value: { header: null },
  });
});

test("readFrames() throws at a header that is no JSON", async () => {
  const noise = Buffer.concat([words(4, 0), Buffer.from("noise")]);
  await expect(framesOf([noise])).rejects.toThrow(/JSON/);
});
