import type { RecordedBranch, RecordedQuestion } from "../../src/environments/recorded-question.ts";

/** Four questions of eight branches that hold every odd case of the format; Δ = 500. */
export const TINY_QUESTIONS: readonly RecordedQuestion[] = [
  {
    question: "Tiny question 1: half of the branches end at 12, half at 15, and 12 comes first.",
    gold: "12",
    intervalTokens: 500,
    branches: [
      branch("12 12", 1_240, "12"),
      // Finished before the first probe: L = 0.
      branch("", 320, "15"),
      // Fewer tokens than its probes take: T < Δ·L.
      branch("15 15 15", 1_380, "15"),
      // Far longer than its probes say: T ≥ Δ·(L + 1).
      branch("9 12", 2_100, "12"),
      branch("15 12 12 12", 2_400, "12"),
      branch("15", 900, "15"),
      // Exactly at an interval's end: finishing costs nothing.
      branch("12 15", 1_000, "15"),
      branch("ERR 12", 1_001, "12"),
    ],
  },
  {
    question: "Tiny question 2: ERR has more final answers than any answer.",
    gold: "204",
    intervalTokens: 500,
    branches: [
      branch("ERR ERR 204", 1_700, "204"),
      branch("ERR 204", 1_300, "204"),
      branch("ERR ERR ERR ERR", 2_300, "ERR"),
      branch("102 ERR", 1_200, "ERR"),
      branch("ERR", 700, "ERR"),
      branch("204 102 102", 1_600, "102"),
      branch("102 102", 1_100, "102"),
      branch("408 408 408", 1_900, "408"),
    ],
  },
  {
    question:
      "Tiny question 3: all agree, and the last probe of one branch is not its final answer.",
    gold: "7",
    intervalTokens: 500,
    branches: [
      branch("7", 620, "7"),
      branch("7 7", 1_050, "7"),
      branch("3 7", 1_210, "7"),
      branch("7 3", 1_340, "7"),
      branch("7", 501, "7"),
      branch("7 7 7", 1_510, "7"),
      branch("1 7", 1_400, "7"),
      branch("7", 940, "7"),
    ],
  },
  {
    question: "Tiny question 4: equal values are written differently, and nobody finds the gold.",
    gold: "3/4",
    intervalTokens: 500,
    branches: [
      branch(String.raw`\frac{1}{2} \frac{1}{2}`, 1_480, String.raw`\frac{1}{2}`),
      branch(String.raw`\dfrac{1}{2}`, 980, String.raw`\dfrac{1}{2}`),
      branch("0.5 0.5 0.5", 1_777, "0.5"),
      branch("1/2", 660, " 1/2"),
      branch("2 2", 1_222, "2"),
      branch("2", 860, "2"),
      branch("ERR 2 2", 1_990, ""),
      branch("5", 888, "5"),
    ],
  },
];

/** A branch whose probes are given in one text, with blanks between them. */
function branch(probes: string, tokens: number, final: string): RecordedBranch {
  return { probes: probes === "" ? [] : probes.split(" "), tokens, final };
}
