import type { Draw } from "../../../src/environments/uniform-draws.ts";
import { pick } from "./pick.ts";

type Mutation = readonly [name: string, mutate: (bytes: Buffer, draw: Draw) => Buffer];

/** What is put somewhere into a file, as bytes of UTF-8. */
const INTRUDERS = [
  "null",
  "true",
  "-0",
  "1e309",
  "-1",
  "1.5",
  "9007199254740993",
  "1".repeat(400),
  '"__proto__":{"polluted":1},',
  '"constructor":null,',
  String.raw`"\ud800"`,
  String.raw`\u0000`,
  "\0",
  "\uFEFF",
  "\u2028",
  '"',
  '""',
  "\\",
  ",",
  ",,",
  "\r",
  "\n",
  "\r\n",
  "[",
  "]",
  "{",
  "}",
  "[".repeat(10_000),
  '{"a":'.repeat(10_000),
  `"${"x".repeat(200_000)}"`,
  "é½𝔸",
  "NaN",
  "//",
];
const BROKEN_UTF8 = [
  [0xff],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xe2, 0x82],
];
const FIELDS = [
  "question",
  "gold_answer",
  "probe_freq",
  "each_branch",
  "final_answers_trace",
  "probe_matrix_mxn",
  "branch_tokens",
  "answer",
  "tokens",
];

/** Damage that knows nothing, or hardly anything, of what the bytes mean. */
export const BYTE_MUTATIONS: readonly Mutation[] = [
  [
    "bits flipped",
    (bytes, draw) => {
      const changed = Buffer.from(bytes);
      for (let count = Math.floor(1 + 3 * draw()); count > 0 && changed.length > 0; count -= 1) {
        changed[place(bytes, draw)]! ^= 1 << Math.floor(8 * draw());
      }
      return changed;
    },
  ],
  ["cut off", (bytes, draw) => bytes.subarray(0, place(bytes, draw))],
  ["start lost", (bytes, draw) => bytes.subarray(place(bytes, draw))],
  [
    "part lost",
    (bytes, draw) => {
      const [from, to] = span(bytes, draw);
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
    },
  ],
  [
    "part twice",
    (bytes, draw) => {
      const [from, to] = span(bytes, draw);
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
    },
  ],
  ["intruder", (bytes, draw) => insert(bytes, Buffer.from(pick(INTRUDERS, draw)), draw)],
  ["broken UTF-8", (bytes, draw) => insert(bytes, Buffer.from(pick(BROKEN_UTF8, draw)), draw)],
  ["CRLF", (bytes) => Buffer.from(bytes.toString("latin1").replaceAll("\n", "\r\n"), "latin1")],
  ["mark at the start", (bytes) => Buffer.concat([Buffer.from("\uFEFF"), bytes])],
  ["UTF-16", (bytes) => Buffer.from(bytes.toString("utf8"), "utf16le")],
  [
    "rubbish at the end",
    (bytes, draw) => Buffer.concat([bytes, Buffer.from(pick(INTRUDERS, draw))]),
  ],
  ["twice in a row", (bytes) => Buffer.concat([bytes, bytes])],
  [
    "a field renamed",
    (bytes, draw) => {
      const [from, to] = [pick(FIELDS, draw), pick(FIELDS, draw)];
      return Buffer.from(bytes.toString("latin1").replace(from, to), "latin1");
    },
  ],
  ["tokens swapped", (bytes, draw) => swapTokens(bytes, draw)],
];

function place(bytes: Uint8Array, draw: Draw): number {
  return Math.floor(draw() * bytes.length);
}

function span(bytes: Uint8Array, draw: Draw): readonly [from: number, to: number] {
  const from = place(bytes, draw);
  // Most damage is small; some is not.
  const most = draw() < 0.7 ? 12 : bytes.length;
  return [from, Math.min(bytes.length, from + 1 + Math.floor(most * draw()))];
}

function insert(bytes: Buffer, intruder: Uint8Array, draw: Draw): Buffer {
  const at = place(bytes, draw);
  return Buffer.concat([bytes.subarray(0, at), intruder, bytes.subarray(at)]);
}

/** Swaps two of the words, numbers, texts and signs that a file is made of. */
function swapTokens(bytes: Buffer, draw: Draw): Buffer {
  const tokens = bytes.toString("latin1").match(/"[^"\n]*"|[\w.+-]+|\s+|[^]/gu) ?? [];
  if (tokens.length === 0) return bytes;
  const [a, b] = [Math.floor(draw() * tokens.length), Math.floor(draw() * tokens.length)];
  [tokens[a], tokens[b]] = [tokens[b]!, tokens[a]!];
  return Buffer.from(tokens.join(""), "latin1");
}
