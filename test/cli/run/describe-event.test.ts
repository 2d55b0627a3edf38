import { expect, test } from "@jest/globals";
import { describeEvent } from "../../../src/cli/run/describe-event.ts";
import type { RunEvent } from "../../../src/schemas/event.ts";
import { at, RUN_ID } from "./sample-run.ts";

function event(type: string, payload: RunEvent["payload"] = {}): RunEvent {
  return { runId: RUN_ID, seq: 1, type, round: 1, stage: "propose", payload, at: at(1) };
}

test.each<[type: string, payload: RunEvent["payload"], words: string | null]>([
  ["run.queued", {}, "queued"],
  ["shard.stored", { entriesStored: 11 }, null],
  ["stage.entered", { attempt: 0 }, "propose"],
  ["stage.entered", { attempt: 2 }, "propose again (revision 2)"],
  [
    "candidate.proposed",
    { index: 0, hypothesis: "Read less.\nMuch." },
    "candidate 1 proposed: Read less.",
  ],
  [
    "candidate.reviewed",
    { index: 1, verdict: "approve", findings: [] },
    "candidate 2 reviewed: approve, 0 findings",
  ],
  [
    "candidate.reviewed",
    { index: 0, verdict: "revise", findings: [{ text: "No knob moves." }] },
    "candidate 1 reviewed: revise, 1 finding: No knob moves.",
  ],
  [
    "candidate.refused",
    {
      index: 0,
      diagnostics: [{ line: 3, column: 1, code: "type/2339", message: "No such property." }],
    },
    "candidate 1 does not compile: line 3: No such property.",
  ],
  [
    "round.finished",
    {
      outcome: "done",
      reason: null,
      candidates: [
        { index: 0, state: "scored", score: 0.56781, scoreInterval: [0.4312, 0.6724] },
        { index: 1, state: "scored", score: 0.25, scoreInterval: null },
      ],
    },
    "done, candidate 1 scores 0.568 [0.431, 0.672], candidate 2 scores 0.250",
  ],
  [
    "round.finished",
    {
      outcome: "crashed",
      reason: "it threw",
      candidates: [{ index: 0, state: "crashed", score: null, scoreInterval: null }],
    },
    "crashed, candidate 1 crashed, it threw",
  ],
  [
    "run.selected",
    {
      rule: "frontier",
      winner: { round: 3, index: 1 },
      runnerUp: { round: 2, index: 0 },
      margin: 0.01,
      marginInterval: [-0.002, 0.03],
    },
    "selected round 3 candidate 2: ahead of round 2 by 0.0100 [-0.0020, 0.0300], not separated, by rule frontier",
  ],
  ["run.failed", { reason: "the store is full" }, "failed: the store is full"],
])("describeEvent() tells %s %j as %j", (type, payload, words) => {
  expect(describeEvent(event(type, payload))).toBe(words);
});

test("describeEvent() tells an event of a later version by its type", () => {
  expect(describeEvent(event("run.steered", { to: "left" }))).toBe("run.steered");
  expect(describeEvent(event("round.finished", { outcome: 4 }))).toBe("round.finished");
});
