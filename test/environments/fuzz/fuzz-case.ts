import { gzipSync } from "node:zlib";
import { type Draw, uniformDraws } from "../../../src/environments/uniform-draws.ts";
import { autottsJson, autottsRecord } from "../export-autotts.ts";
import { csv, jsonLines, samplesOf, scoutRecord } from "../export-formats.ts";
import { TINY_QUESTIONS } from "../tiny-questions.ts";
import { BOMBS } from "./bombs.ts";
import { BYTE_MUTATIONS } from "./mutate-bytes.ts";
import { pick } from "./pick.ts";
import { mutateRecords } from "./mutate-records.ts";

/** A damaged file; the same seed and index make the same one again. */
export interface FuzzCase {
  /** What was done to which file, in order. */
  readonly story: string;
  readonly bytes: Uint8Array;
  /** Bytes that the importer is given at a time. */
  readonly pieceBytes: number;
}

const SAMPLES = samplesOf(TINY_QUESTIONS);
const LISTS: Readonly<Record<string, readonly object[]>> = {
  autotts: TINY_QUESTIONS.map(autottsRecord),
  scout: TINY_QUESTIONS.map(scoutRecord),
  samples: SAMPLES,
};
const TEXTS: Readonly<Record<string, string>> = {
  "autotts list": autottsJson(TINY_QUESTIONS),
  "autotts lines": jsonLines(LISTS["autotts"]!),
  "scout list": JSON.stringify(LISTS["scout"]),
  "scout lines": jsonLines(LISTS["scout"]!),
  "sample list": JSON.stringify(SAMPLES, null, 1),
  "sample lines": jsonLines(SAMPLES),
  "sample csv": csv(SAMPLES),
};
/** One file in so many is a bomb: they are slow. */
const BOMB_EVERY = 500;

/** The file of this number. @param withBombs whether some are large, or unpack to it. */
export function fuzzCase(seed: number, index: number, withBombs: boolean): FuzzCase {
  const draw = uniformDraws([seed, index]);
  if (withBombs && index % BOMB_EVERY === 0) {
    const [story, bomb] = BOMBS[(index / BOMB_EVERY) % BOMBS.length]!;
    return { story, bytes: bomb(), pieceBytes: 65_536 };
  }
  let { story, bytes } = startOf(draw);
  const step = (name: string, mutate: (typeof BYTE_MUTATIONS)[number][1]): void => {
    story += `, ${name}`;
    bytes = mutate(bytes, draw);
  };
  const mutations = Math.floor(4 * draw());
  for (let count = 0; count < mutations; count += 1) step(...pick(BYTE_MUTATIONS, draw));
  if (draw() < 0.3) {
    step("gzipped", (plain) => gzipSync(plain));
    if (draw() < 0.5) step(...pick(BYTE_MUTATIONS, draw));
  }
  return { story, bytes, pieceBytes: draw() < 0.2 ? 1 + Math.floor(40 * draw()) : 65_536 };
}

/** A good file, or one whose records were changed before they were written. */
function startOf(draw: Draw): { story: string; bytes: Buffer } {
  if (draw() < 0.5) {
    const [story, text] = pick(Object.entries(TEXTS), draw);
    return { story, bytes: Buffer.from(text) };
  }
  const [form, records] = pick(Object.entries(LISTS), draw);
  const other = draw() < 0.05 ? pick(Object.values(LISTS), draw) : [];
  const { story, records: changed } = mutateRecords([...records, ...other], draw);
  const [container, write] = pick(
    [["list", (list: readonly unknown[]) => JSON.stringify(list)] as const, ["lines", jsonLines]],
    draw,
  );
  return { story: `${form} ${container}, ${story}`, bytes: Buffer.from(write(changed)) };
}
