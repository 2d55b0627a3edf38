import { diagnosticText } from "../domain/diagnostic.ts";
import type { SweptController } from "../domain/sweep.ts";
import { inspectController } from "../sandbox/inspect-controller.ts";
import { putController } from "../store/controllers.ts";
import { appendEvent } from "../store/events.ts";
import { transaction } from "../store/store.ts";
import { storeReview } from "./candidate-journal.ts";
import { type CandidateInput, enterStage } from "./enter-stage.ts";
import { readCandidate } from "./read-candidate.ts";
import type { ReplayDeps } from "./replay-deps.ts";

/** Input of `compile`. */
export interface CompileInput extends CandidateInput {
  /** How many revisions the round has seen. */
  readonly attempt: number;
  /** Whether another revision may be asked for. */
  readonly mayRevise: boolean;
}

/** The gate's word. Diagnostics are a result, not an error. */
export type CompileOutcome =
  | { readonly ok: true; readonly controller: SweptController }
  | { readonly ok: false; readonly revise: boolean; readonly reason: string };

/** The authoritative compile gate for a candidate: what passes is played, nothing else is. */
export async function compile(
  { store, sandbox }: Pick<ReplayDeps, "store" | "sandbox">,
  input: CompileInput,
): Promise<CompileOutcome> {
  const { runId, round, index, attempt, mayRevise } = input;
  await enterStage(store, input, "compile", { attempt, index });
  const { controllerHash, ...candidate } = await readCandidate(store, input);
  const inspected = await inspectController(sandbox, candidate.source);
  const diagnostics = inspected.ok ? [] : inspected.diagnostics;
  await transaction(store, async (tx) => {
    if (inspected.ok) {
      const { name, idea } = inspected.facts;
      await putController(tx, { source: candidate.source, name, idea, origin: "candidate" });
    } else {
      const review = { by: "compile", attempt, asked: mayRevise, candidate, findings: [] } as const;
      await storeReview(tx, input, { ...review, diagnostics });
    }
    await appendEvent(tx, {
      runId,
      type: inspected.ok ? "candidate.compiled" : "candidate.refused",
      round,
      stage: "compile",
      payload: { index, attempt, diagnostics: [...diagnostics] },
      dedupeKey: `compiled/${round}/${index}/${attempt}`,
    });
  });
  if (!inspected.ok) {
    return { ok: false, revise: mayRevise, reason: diagnostics.map(diagnosticText).join("\n") };
  }
  const { name, betas } = inspected.facts;
  return { ok: true, controller: { hash: controllerHash, name, hasKnobs: betas.length > 0 } };
}
