import { constants, gzipSync } from "node:zlib";

type Bomb = readonly [story: string, make: () => Uint8Array];

const MEGABYTE = 1_048_576;
const HEADER = "question,gold_answer,answer,tokens\n";

/** Files that are large, or small and large once they are unpacked or parsed. */
export const BOMBS: readonly Bomb[] = [
  ["300 MB of blanks, gzipped", () => gzipped("", " ".repeat(MEGABYTE), 300)],
  ["300 MB of blanks after a bracket, gzipped", () => gzipped("[", " ".repeat(MEGABYTE), 300)],
  ["300 MB of line feeds after a brace, gzipped", () => gzipped("{}", "\n".repeat(MEGABYTE), 300)],
  ["100 MB of [, gzipped", () => gzipped("", "[".repeat(MEGABYTE), 100)],
  ["empty objects in a record", () => gzipped('[{"a":[', "{},".repeat(MEGABYTE / 4), 60)],
  ["empty lists in a line", () => gzipped('{"a":[', "[],".repeat(MEGABYTE / 4), 60)],
  [
    "numbers in a record, up to its bound",
    () => Buffer.from(`[{"a":[${"1.5,".repeat(4_100_000)}1]}]`),
  ],
  [
    "texts in a record, up to its bound",
    () => Buffer.from(`[{"a":[${'"ab",'.repeat(3_300_000)}1]}]`),
  ],
  ["fields in a record, up to its bound", () => manyFields(1_300_000)],
  ["a text that never ends", () => gzipped('[{"a":"', "x".repeat(MEGABYTE), 100)],
  ["a quote that never ends", () => gzipped(`${HEADER}"`, "x\n".repeat(MEGABYTE / 2), 100)],
  ["a text in quotes, up to its bound", () => Buffer.from(`${HEADER}q,1,"${"x".repeat(15e6)}",10`)],
  [
    "as many probes as a file can hold",
    () => gzipped("[", `${manyProbes()},`, 1_250, `${manyProbes()}]`),
  ],
  ["as many answers as may be", () => gzipped("[", `${manyAnswers()},`, 400)],
  ["as many questions as may be", () => manyQuestions(120_000)],
  ["as many samples as a file can hold", () => manySamples(2_000_000)],
  ["records to the bound of a file", () => gzipped("[", `${smallRecord()},`, 1_500_000)],
];

/** `head`, `part` again and again, and `tail`, as gzip whose parts are packed once. */
function gzipped(head: string, part: string, times: number, tail = ""): Uint8Array {
  // Members of gzip that follow one another are one file.
  const first = gzipSync(head, { level: constants.Z_BEST_SPEED });
  const most = Math.max(1, Math.floor((4 * MEGABYTE) / part.length));
  const member = gzipSync(part.repeat(Math.min(most, times)), { level: constants.Z_BEST_SPEED });
  return Buffer.concat([
    first,
    ...Array.from({ length: Math.ceil(times / Math.min(most, times)) }, () => member),
    gzipSync(tail),
  ]);
}

function manyFields(count: number): Uint8Array {
  const fields = Array.from({ length: count }, (_, index) => `"${index.toString(36)}_":1`);
  return Buffer.from(`[{${fields.join(",")}}]`);
}

function manyProbes(): string {
  const probes = Array.from({ length: 60_000 }, () => '""').join(",");
  return `{"question":"q","gold_answer":"1","probe_freq":5,"each_branch":[[[${probes}],5,""]]}`;
}

function manyAnswers(): string {
  const probes = Array.from({ length: 60_000 }, (_, index) => `"${index}"`).join(",");
  return `{"question":"q","gold_answer":"1","probe_freq":5,"each_branch":[[[${probes}],5,""]]}`;
}

function smallRecord(): string {
  return '{"question":"q","gold_answer":"1","probe_freq":5,"each_branch":[[[],5,""]]}';
}

function manyQuestions(count: number): Uint8Array {
  const rows = Array.from({ length: count }, (_, index) => `question ${index},1,1,10\n`);
  return Buffer.from(HEADER + rows.join(""));
}

function manySamples(count: number): Uint8Array {
  const parts = [Buffer.from(HEADER)];
  for (let from = 0; from < count; from += 10_000) {
    const rows = Array.from({ length: 10_000 }, (_, row) => {
      const sample = from + row;
      return `${sample % 90_000},1,${(sample * 7_919) % 100_003},10\n`;
    });
    parts.push(Buffer.from(rows.join("")));
  }
  return Buffer.concat(parts);
}
