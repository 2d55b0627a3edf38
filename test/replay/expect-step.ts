import { expect } from "@jest/globals";
import type { TraceStep } from "../../src/replay/read-trace.ts";
import type { ReferenceWorld } from "./reference-world.ts";

/** Takes a step in the reference world as well, and compares what it came to. */
export function expectStep(reference: ReferenceWorld, step: TraceStep): void {
  const before = reference.tokens;
  if (step.action === "BRANCH" || step.action === "READ") {
    reference[step.action === "READ" ? "read" : "branch"]();
  } else if (step.action === "CONTINUE") reference.advance(step.branch);
  else if (step.action === "PROBE") reference.probe(step.branch);
  else if (step.action === "CONTINUE_PROBE") {
    reference.advance(step.branch);
    reference.probe(step.branch);
  } else reference.prune(step.branch);
  const branch = reference.opened[step.branch]!;
  expect(step.depth).toBe(branch.depth);
  expect(step.chargeTokens).toBeCloseTo(reference.tokens - before, 6);
  expect(step.tokens).toBeCloseTo(reference.tokens, 6);
  const reveals = step.action.endsWith("PROBE") || (branch.finished && step.action !== "PRUNE");
  expect(step.answerId).toBe(reveals ? branch.answer : null);
}
