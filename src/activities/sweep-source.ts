import type { Split } from "../domain/split.ts";
import type { SizedEnvironment } from "../domain/sweep.ts";
import { findEnvironments } from "../store/environments.ts";
import { readHeldOutEvaluation } from "../store/held-out-evaluations.ts";
import { readRun } from "../store/runs.ts";
import type { Sql } from "../store/store.ts";
import type { SweepRules } from "./cell-key.ts";

/** Whose sweep it is: a run's, on its search environments, or an evaluation's, on held-out ones. */
export type SweepSource =
  | { readonly kind: "run"; readonly runId: string; readonly round: number | null }
  | { readonly kind: "held-out"; readonly evaluationId: string };

/** An environment of a sweep. */
export interface SweptEnvironment extends SizedEnvironment {
  readonly name: string;
}

/** What a sweep runs over. */
export interface SweepSpec extends SweepRules {
  readonly split: Split;
  readonly environments: readonly SweptEnvironment[];
  readonly betas: readonly number[];
}

/** Reads what a sweep runs over. A run's environments are the contents pinned when it was accepted. */
export async function readSweepSpec(sql: Sql, source: SweepSource): Promise<SweepSpec> {
  if (source.kind === "run") {
    const { spec, environments } = await readRun(sql, source.runId);
    const names = environments.map(({ name }) => name);
    const sizes = await findEnvironments(sql, "search", names);
    return {
      split: "search",
      environments: environments.map((pinned, k) => ({ ...sizes[k]!, ...pinned })),
      betas: spec.betas,
      permutations: [0, spec.permutations],
      answers: spec.answers,
      rules: spec.rules,
    };
  }
  const { spec } = await readHeldOutEvaluation(sql, source.evaluationId);
  return {
    split: "held-out",
    environments: await findEnvironments(sql, "held-out", spec.environments),
    betas: spec.betas,
    permutations: [0, spec.permutations],
    answers: spec.answers,
    rules: spec.rules,
  };
}
