import { expect, test } from "@jest/globals";

import { canTransition } from "../../src/domain/run-transitions.ts";
import { RUN_STATES, type RunState, isTerminal } from "../../src/domain/states.ts";

test("canTransition() leads every unfinished run to failed and to cancelled", () => {
  for (const state of RUN_STATES.filter((one) => !isTerminal(one))) {
    expect([state, canTransition(state, "failed")]).toEqual([state, true]);
    expect([state, canTransition(state, "cancelled")]).toEqual([state, true]);
  }
});

test("canTransition() lets failed and cancelled runs back into the queue, and completed ones nowhere", () => {
  expect(leadsTo("failed")).toEqual(["queued"]);
  expect(leadsTo("cancelled")).toEqual(["queued"]);
  expect(leadsTo("completed")).toEqual([]);
});

test("canTransition() makes no run stay, and starts none while it stops", () => {
  expect(RUN_STATES.filter((state) => canTransition(state, state))).toEqual([]);
  expect(canTransition("stopping", "running")).toBe(false);
});

function leadsTo(from: RunState): RunState[] {
  return RUN_STATES.filter((to) => canTransition(from, to));
}
