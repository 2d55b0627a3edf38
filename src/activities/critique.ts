import type { ControllerFacts } from "../domain/controller-facts.ts";
import { appendEvent } from "../store/events.ts";
import { readRun } from "../store/runs.ts";
import { transaction } from "../store/store.ts";
import type { AgentDeps } from "./agent-deps.ts";
import { storeReview } from "./candidate-journal.ts";
import { createCritic } from "./create-author.ts";
import { type CandidateInput, enterStage } from "./enter-stage.ts";
import { stepContext } from "./propose.ts";
import { readCandidate } from "./read-candidate.ts";
import { readHistory } from "./read-history.ts";

/** Input of `critique`. */
export interface CritiqueInput extends CandidateInput {
  /** How many revisions the round has seen. */
  readonly attempt: number;
  /** Whether another revision may be asked for; without it a critic's word is a note. */
  readonly mayRevise: boolean;
  readonly facts: ControllerFacts | null;
}

/** Has a candidate reviewed. @returns whether it goes back to its proposer. */
export async function critique(
  deps: AgentDeps,
  input: CritiqueInput,
): Promise<{ readonly revise: boolean }> {
  const { store } = deps;
  const { runId, round, index, attempt, mayRevise, facts } = input;
  await enterStage(store, input, "critique", { attempt, index });
  const { spec } = await readRun(store, runId);
  const { controllerHash: _, ...candidate } = await readCandidate(store, input);
  const history = await readHistory(deps, input);
  const critic = createCritic(spec.critic, deps);
  const review = await critic.review({ candidate, facts, index }, history, stepContext());
  const asked = mayRevise && review.verdict === "revise";
  await transaction(store, async (tx) => {
    const { findings } = review;
    await storeReview(tx, input, {
      by: "critic",
      attempt,
      asked,
      candidate,
      findings,
      diagnostics: [],
    });
    await appendEvent(tx, {
      runId,
      type: "candidate.reviewed",
      round,
      stage: "critique",
      payload: { index, attempt, verdict: review.verdict, asked, findings: [...findings] },
      dedupeKey: `reviewed/${round}/${index}/${attempt}`,
    });
  });
  return { revise: asked };
}
