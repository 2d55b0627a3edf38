import { expect, test } from "@jest/globals";
import { sequenceProposer } from "../../../src/discovery/proposers/sequence.ts";
import { sampleHistory, stepContext } from "../sample-history.ts";

const proposer = sequenceProposer(["one", "two"]);

test("sequenceProposer() plays source n in round n, the same whenever it is asked", async () => {
  for (const round of [2, 1, 2]) {
    const step = await proposer.next(sampleHistory({ round }), stepContext());
    expect(step).toMatchObject({
      kind: "candidates",
      candidates: [{ source: ["one", "two"][round - 1], expected: [] }],
    });
  }
});

test("sequenceProposer() gives up when its sources are used up", async () => {
  const step = await proposer.next(sampleHistory({ round: 3 }), stepContext());
  expect(step).toEqual({ kind: "give-up", reason: "All 2 given sources were played." });
});

test("sequenceProposer() withdraws a source that comes back, with the reason it came back for", async () => {
  const candidate = { source: "one", hypothesis: "", expected: [] };
  const diagnostics = [
    { line: 1, column: 2, code: "type/2304", message: "Cannot find name 'one'." },
  ];
  const revisions = [{ by: "compile" as const, candidate, findings: [], diagnostics }];
  const history = sampleHistory({ now: { results: [], revisions } });
  const step = await proposer.next(history, stepContext());
  expect(step).toEqual({
    kind: "withdraw",
    reason:
      "A given source is played as it is; it came back from the compile stage: Cannot find name 'one'.",
  });
});
