import { expect, test } from "@jest/globals";
import { checkFacts, FINE_GRID } from "../../src/sandbox/check-facts.ts";

type Row = readonly (readonly [name: string, value: number | null, direction: string])[];

/** What a sandbox hands out, with one knob that rises unless told otherwise. */
function described(
  row: (beta: number) => Row = (beta) => [["lead", 1 + beta, "rises"]],
  others: Record<string, unknown> = {},
): string {
  const table = FINE_GRID.map(row);
  return JSON.stringify({ name: "n", idea: "i", table, again: table, ...others });
}

/** The first diagnostic, as `code: message`. */
function refusal(text: string): string {
  const result = checkFacts(text);
  if (result.ok) throw new Error("It was not refused");
  const [first] = result.diagnostics;
  return `${first!.code}: ${first!.message}`;
}

test("checkFacts() tabulates the knobs of a controller that keeps its word", () => {
  const result = checkFacts(
    described((beta) => [
      ["lead", 1 + beta, "rises"],
      ["slack", Math.round(3 - beta), "falls"],
      ["fixed", -7, "stays"],
    ]),
  );
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  const { name, idea, betas, knobs } = result.facts;
  expect([name, idea, betas]).toEqual(["n", "i", FINE_GRID]);
  expect(knobs.map((knob) => [knob.name, knob.direction])).toEqual([
    ["lead", "rises"],
    ["slack", "falls"],
    ["fixed", "stays"],
  ]);
  expect(knobs[0]!.values).toEqual(FINE_GRID.map((beta) => 1 + beta));
});

test("checkFacts() accepts a controller without knobs, and trims its words", () => {
  const text = described(undefined, { name: " n ", table: null, again: null });
  expect(checkFacts(text)).toEqual({
    ok: true,
    facts: { name: "n", idea: "i", betas: [], knobs: [] },
  });
});

test("checkFacts() accepts names in any script, and ideas of several lines", () => {
  const texts = { name: "Führung – 先頭 β", idea: "Read chains.\nStop at a lead." };
  expect(checkFacts(described(undefined, texts))).toMatchObject({ ok: true, facts: texts });
});

test("checkFacts() passes on what a controller threw", () => {
  expect(refusal(JSON.stringify({ thrown: "Cannot read it" }))).toBe(
    "knobs/throws: Evaluating the controller or its knobs failed: Cannot read it",
  );
});

test("checkFacts() passes on what was thrown without what no database or terminal should get", () => {
  expect(refusal(JSON.stringify({ thrown: "a\0b\u001b[2J\nc\ud83d" }))).toBe(
    "knobs/throws: Evaluating the controller or its knobs failed: a\\u{0}b\\u{1b}[2J\nc\\u{d83d}",
  );
});

test("checkFacts() refuses a knob without a name, or with a long one", () => {
  for (const name of ["", "k".repeat(81)]) {
    expect(refusal(described(() => [[name, 1, "stays"]]))).toMatch(/^shape\/table: .*1 to 80/);
  }
});

test.each([
  ["name", { name: "" }],
  ["name", { name: "x".repeat(81) }],
  ["name", { name: 5 }],
  ["name", { name: "good\u001b[2Jbad" }],
  ["name", { name: "two\nlines" }],
  ["name", { name: "back\u202ewards" }],
  ["idea", { idea: "   " }],
  ["idea", { idea: "one\rtwo" }],
  ["idea", { idea: "x".repeat(601) }],
  ["table", { table: [] }],
  ["table", { table: FINE_GRID.map(() => [["lead", "1", "rises"]]) }],
  ["table", { table: FINE_GRID.map(() => [["lead", 1, "wobbles"]]) }],
  ["table", { table: FINE_GRID.map(() => [["le\u0007ad", 1, "stays"]]) }],
  ["table", { table: FINE_GRID.map(() => Array.from({ length: 65 }, () => ["k", 1, "stays"])) }],
])("checkFacts() says how %s must be written: %#", (part, others) => {
  expect(refusal(described(undefined, others))).toMatch(new RegExp(`^shape/${part}: \``));
});

test.each(["", "null", "[]", "no JSON", '"text"'])(
  "checkFacts() refuses an answer that describes nothing: %j",
  (text) => {
    expect(refusal(text)).toMatch(/^shape\//);
  },
);

test("checkFacts() refuses knobs that differ when they are evaluated again", () => {
  expect(refusal(described(undefined, { again: [] }))).toMatch(/^knobs\/nondeterministic: /);
});

test("checkFacts() names the β at which a knob breaks its word", () => {
  expect(refusal(described((beta) => [["lead", beta < 0.5 ? 3 : 2, "rises"]]))).toBe(
    "knobs/direction: Knob `lead` says that it rises when β rises, but goes from 3 to 2 at β = 0.5.",
  );
  expect(refusal(described((beta) => [["cut", beta, "falls"]]))).toBe(
    "knobs/direction: Knob `cut` says that it falls when β rises, but goes from 0 to 0.01 at β = 0.01.",
  );
  expect(refusal(described((beta) => [["k", beta < 1 ? 0 : -1, "stays"]]))).toBe(
    "knobs/direction: Knob `k` says that it stays when β rises, but goes from 0 to -1 at β = 1.",
  );
});

test("checkFacts() refuses a knob that is no finite number somewhere", () => {
  expect(refusal(described((beta) => [["lead", beta === 0.73 ? NaN : 1, "stays"]]))).toBe(
    "knobs/not-finite: Knob `lead` is no finite number at β = 0.73.",
  );
});

test("checkFacts() refuses a knob that is missing, renamed or of another direction somewhere", () => {
  const said = "knobs/shape: Knob `lead` must be there, stays, at every β.";
  const lead = ["lead", 1, "stays"] as const;
  expect(refusal(described((beta) => (beta > 0.9 ? [] : [lead])))).toBe(said);
  expect(refusal(described((beta) => [beta > 0.9 ? ["other", 1, "stays"] : lead]))).toBe(said);
  expect(refusal(described((beta) => [beta > 0.9 ? ["lead", 1, "rises"] : lead]))).toBe(said);
});

test("checkFacts() refuses a knob that is there at a larger β only", () => {
  const late = described((beta) =>
    beta > 0.9
      ? [
          ["a", 1, "stays"],
          ["b", 1, "stays"],
        ]
      : [["a", 1, "stays"]],
  );
  expect(refusal(late)).toBe("knobs/shape: Knob `b` must be there, stays, at every β.");
});
