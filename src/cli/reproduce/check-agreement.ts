import { summarizeEpisodes } from "../../statistics/summarize-episodes.ts";
import { findCell, type PlayedFigures } from "./find-cell.ts";
import { REFERENCE_CELLS, type ReferenceCell } from "./reference-cells.ts";

/** How far we are from what the published implementation gives. */
export interface Agreement {
  readonly cells: number;
  /** Largest difference of accuracies in percent, both rounded to the two decimals that are known. */
  readonly accuracyDeviation: number;
  /** Largest difference of mean tokens. */
  readonly tokensDeviation: number;
  /** All accuracies agree to the last decimal known, and mean tokens to a hundredth. */
  readonly agrees: boolean;
  /** Every cell that does not. */
  readonly deviating: readonly string[];
}

const TOKENS_TOLERANCE = 0.01;

/** Permutations that the published implementation averages over. */
const PERMUTATIONS = 100;

/**
 * Compares the cells of a sweep with those of the published implementation; `null` where nothing can be
 * compared, because other permutations were played.
 */
export function checkAgreement(
  played: readonly PlayedFigures[],
  permutations: number,
): Agreement | null {
  if (permutations !== PERMUTATIONS) return null;
  const deviations = REFERENCE_CELLS.flatMap((reference) => {
    const { environment, controller, beta } = reference;
    const cell = findCell(played, environment, controller, beta);
    return cell === undefined ? [] : [deviationOf(cell, reference)];
  });
  const deviating = deviations.filter(
    ({ accuracy, tokens }) => accuracy > 0 || tokens > TOKENS_TOLERANCE,
  );
  return {
    cells: deviations.length,
    accuracyDeviation: Math.max(0, ...deviations.map(({ accuracy }) => accuracy)),
    tokensDeviation: Math.max(0, ...deviations.map(({ tokens }) => tokens)),
    agrees: deviating.length === 0,
    deviating: deviating.map(({ name }) => name),
  };
}

function deviationOf(cell: PlayedFigures, { accuracyPercent, tokensMean, ...id }: ReferenceCell) {
  const { accuracy, tokens } = summarizeEpisodes(cell.columns);
  // In hundredths of a percent both are whole numbers, and their difference is exact.
  const hundredths = Math.round(accuracy * 10_000) - Math.round(accuracyPercent * 100);
  return {
    name: `${id.environment} ${id.controller}${id.beta === null ? "" : ` at β = ${id.beta}`}`,
    accuracy: Math.abs(hundredths) / 100,
    tokens: Math.abs(tokens - tokensMean),
  };
}
