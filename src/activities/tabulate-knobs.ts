import type { ControllerFacts } from "../domain/controller-facts.ts";
import { inspectController } from "../sandbox/inspect-controller.ts";
import { readRun } from "../store/runs.ts";
import type { CandidateInput } from "./enter-stage.ts";
import { readCandidate } from "./read-candidate.ts";
import type { ReplayDeps } from "./replay-deps.ts";

/**
 * The static facts that a critic looks at: name, idea, and the knobs over the run's βs.
 *
 * @returns `null` when the source does not pass the gate; the compile stage will say why.
 */
export async function tabulateKnobs(
  { store, sandbox }: Pick<ReplayDeps, "store" | "sandbox">,
  input: CandidateInput,
): Promise<ControllerFacts | null> {
  const { source } = await readCandidate(store, input);
  const { spec } = await readRun(store, input.runId);
  const inspected = await inspectController(sandbox, source);
  if (!inspected.ok) return null;
  const { name, idea, betas, knobs } = inspected.facts;
  // The gate's grid is finer than most runs', and every β of a run is near one of its own.
  const nearest = (beta: number) =>
    betas.reduce(
      (best, at, k) => (Math.abs(at - beta) < Math.abs(betas[best]! - beta) ? k : best),
      0,
    );
  const picked = betas.length === 0 ? [] : spec.betas.map(nearest);
  return {
    name,
    idea,
    betas: picked.map((k) => betas[k]!),
    knobs: knobs.map((knob) => ({ ...knob, values: picked.map((k) => knob.values[k]!) })),
  };
}
