import type { Estimate } from "../domain/estimate.ts";
import { stateEstimate } from "../domain/stated-estimate.ts";
import { betasOf, type SweptController } from "../domain/sweep.ts";
import type { EpisodeColumns } from "../replay/episode-columns.ts";
import type { HeldOutVerdict } from "../schemas/held-out-evaluation.ts";
import { type EpisodePair, estimateDifference } from "../statistics/estimate-difference.ts";
import { readCells } from "../store/cells.ts";
import { readQuestionSet } from "../store/environments.ts";
import {
  completeHeldOutEvaluation,
  failHeldOutEvaluation,
  readHeldOutEvaluation,
} from "../store/held-out-evaluations.ts";
import type { Store } from "../store/store.ts";
import { cellIdentity, cellKey } from "./cell-key.ts";
import { readColumns } from "./read-columns.ts";
import { readSweepSpec, type SweepSpec, type SweptEnvironment } from "./sweep-source.ts";

/** Input of `publishVerdict`: the candidate and then the baseline, as they were played. */
export interface PublishVerdictInput {
  readonly evaluationId: string;
  readonly controllers: readonly SweptController[];
}

const QUANTITIES = ["accuracy", "tokens", "criticalPathTokens"] as const;
type Quantity = (typeof QUANTITIES)[number];

/**
 * Publishes what an evaluation came to: the cells' figures, and at every β the paired difference to the
 * baseline, pooled over the environments. Figures and intervals leave the held-out side, nothing
 * about a question does.
 */
export async function publishVerdict(
  { store }: { readonly store: Store },
  { evaluationId, controllers }: PublishVerdictInput,
): Promise<void> {
  const { spec } = await readHeldOutEvaluation(store, evaluationId);
  const sweep = await readSweepSpec(store, { kind: "held-out", evaluationId });
  const [candidate, baseline] = controllers;
  if (candidate === undefined || baseline === undefined) throw new RangeError("Two are compared");
  const cells: HeldOutVerdict["cells"] = [];
  for (const [controller, { name, hash }] of [
    [candidate, spec.controller],
    [baseline, spec.baseline],
  ] as const) {
    for (const environment of sweep.environments) {
      const keys = betasOf(controller, sweep.betas).map((beta) =>
        keyOf(sweep, hash, environment, beta),
      );
      for (const { beta, figures } of await readCells(store, "held-out", keys)) {
        const label = name ?? hash.slice(0, 8);
        cells.push({ environment: environment.name, controller: label, beta, figures });
      }
    }
  }
  const differences: HeldOutVerdict["differences"] = [];
  for (const beta of comparedBetas(candidate, baseline, sweep.betas)) {
    const pairs = await readPairs(store, sweep, candidate, baseline, beta);
    for (const quantity of QUANTITIES) {
      differences.push({ beta, quantity, ...stateEstimate(differenceOf(pairs, quantity)) });
    }
  }
  await completeHeldOutEvaluation(store, evaluationId, { cells, differences });
}

/** Ends an evaluation that came to nothing, with the reason. */
export async function failEvaluation(
  { store }: { readonly store: Store },
  { evaluationId, reason }: { readonly evaluationId: string; readonly reason: string },
): Promise<void> {
  await failHeldOutEvaluation(store, evaluationId, reason);
}

/** A controller without knobs stands beside every β of the other; two without are compared once. */
function comparedBetas(
  a: SweptController,
  b: SweptController,
  betas: readonly number[],
): readonly (number | null)[] {
  return a.hasKnobs || b.hasKnobs ? betas : [null];
}

function keyOf(
  sweep: SweepSpec,
  hash: string,
  { contentHash }: SweptEnvironment,
  beta: number | null,
): string {
  return cellKey(cellIdentity(sweep, hash, contentHash, beta));
}

interface ColumnsPair {
  readonly questionSet: string;
  readonly questionCount: number;
  readonly a: EpisodeColumns;
  readonly b: EpisodeColumns;
}

async function readPairs(
  store: Store,
  sweep: SweepSpec,
  candidate: SweptController,
  baseline: SweptController,
  beta: number | null,
): Promise<ColumnsPair[]> {
  const pairs: ColumnsPair[] = [];
  for (const environment of sweep.environments) {
    const columnsOf = ({ hash, hasKnobs }: SweptController) =>
      readColumns(
        store,
        sweep,
        environment,
        keyOf(sweep, hash, environment, hasKnobs ? beta : null),
      );
    pairs.push({
      questionSet: await readQuestionSet(store, sweep.split, environment.contentHash),
      questionCount: environment.questionCount,
      a: await columnsOf(candidate),
      b: await columnsOf(baseline),
    });
  }
  return pairs;
}

function differenceOf(pairs: readonly ColumnsPair[], quantity: Quantity): Estimate {
  const column = quantity === "accuracy" ? "correct" : quantity;
  return estimateDifference(
    pairs.map(({ questionSet, questionCount, a, b }): EpisodePair => ({
      questionSet,
      questionCount,
      a: a[column],
      b: b[column],
    })),
  );
}
