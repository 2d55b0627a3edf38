import type { Estimate } from "../../domain/estimate.ts";
import { findCell, type PlayedFigures } from "./find-cell.ts";
import { measureCells, type Measured } from "./measure-cells.ts";
import { DATASETS, type PublishedRow } from "./published-tables.ts";
import { REFERENCE_CELLS } from "./reference-cells.ts";

/** A printed cell beside ours. */
export interface ComparedCell {
  readonly model: string;
  readonly dataset: string;
  readonly controller: string;
  readonly beta: number | null;
  readonly published: PublishedFigures;
  /** `null` where there are no recorded data. */
  readonly ours: OurFigures | null;
  /** Why the printed figure is to be doubted; `null` where it is not. */
  readonly remark: string | null;
}

/** As printed, to one decimal. */
export interface PublishedFigures {
  readonly accuracyPercent: number;
  /** Thousands; only in the Parallel-Probe tables. */
  readonly sequentialKiloTokens?: number;
  readonly kiloTokens: number;
}

export type OurFigures = Measured & {
  /** What stands beside the printed sequential tokens. */
  readonly sequentialTokens: Estimate;
};

/** A row of a table as any of them prints it: with the tokens that one waits for, or without. */
type AnyRow = PublishedRow<readonly [number, number] | readonly [number, number, number]>;

/** Which datasets the printed average of a table is over. */
export type AveragedDatasets = readonly (typeof DATASETS)[number][];

/** What a mean of printed figures may be off by: their rounding, its own, and a little for binary fractions. */
const MEAN_TOLERANCE = 0.1 + 1e-9;

/** Methods that move all their chains in lock-step: the tables call their longest chain sequential tokens. */
const LOCK_STEP: ReadonlySet<string> = new Set(["sac", "parallel-probe"]);

/**
 * Puts ours beside every printed cell, and beside every printed average.
 *
 * @param isExact the published permutations were played: only then is a difference worth a remark.
 */
export function compareRows(
  rows: readonly AnyRow[],
  averaged: AveragedDatasets,
  played: readonly PlayedFigures[],
  isExact: boolean,
): readonly ComparedCell[] {
  return rows.flatMap((row) => {
    const { model, controller, beta, average } = row;
    const cellOf = (dataset: string) => findCell(played, `${model}/${dataset}`, controller, beta);
    const cells = DATASETS.map((dataset, d): ComparedCell => {
      const published = publishedFigures(row.cells[d]!);
      const cell = cellOf(dataset);
      const ours = cell === undefined ? null : ourFigures(controller, [cell]);
      const remark = ours !== null && isExact ? remarkOn(published, ours, row, dataset) : null;
      return { model, dataset, controller, beta, published, ours, remark };
    });
    const own = averaged.map(cellOf).filter((cell) => cell !== undefined);
    const ours = own.length === averaged.length ? ourFigures(controller, own) : null;
    const published = publishedFigures(average);
    const remark = remarkOnAverage(published, meanOfPrinted(row, averaged));
    return [...cells, { model, dataset: "average", controller, beta, published, ours, remark }];
  });
}

function publishedFigures(cell: AnyRow["average"]): PublishedFigures {
  return cell.length === 2
    ? { accuracyPercent: cell[0], kiloTokens: cell[1] }
    : { accuracyPercent: cell[0], sequentialKiloTokens: cell[1], kiloTokens: cell[2] };
}

function ourFigures(controller: string, cells: readonly PlayedFigures[]): OurFigures {
  const measured = measureCells(cells);
  const { longestBranchTokens, criticalPathTokens } = measured;
  const isLockStep = LOCK_STEP.has(controller);
  return { ...measured, sequentialTokens: isLockStep ? longestBranchTokens : criticalPathTokens };
}

/** Says so where a printed figure is not ours, and what the published implementation gives where that is known. */
function remarkOn(
  published: PublishedFigures,
  ours: OurFigures,
  { model, controller, beta }: AnyRow,
  dataset: string,
): string | null {
  const { accuracyPercent, sequentialKiloTokens, kiloTokens } = published;
  const off = [
    ...(isOff(accuracyPercent, 100 * ours.accuracy.value) ? ["accuracy"] : []),
    ...(sequentialKiloTokens !== undefined &&
    isOff(sequentialKiloTokens, ours.sequentialTokens.value / 1000)
      ? ["sequential tokens"]
      : []),
    ...(isOff(kiloTokens, ours.tokens.value / 1000) ? ["tokens"] : []),
  ];
  if (off.length === 0) return null;
  const reference = REFERENCE_CELLS.find(
    (cell) =>
      cell.environment === `${model}/${dataset}` &&
      cell.controller === controller &&
      cell.beta === beta,
  );
  const what = `the paper's ${off.join(", ")}`;
  if (reference === undefined) return `not ours: ${what}`;
  const { accuracyPercent: percent, tokensMean } = reference;
  return `not from the published code and data: ${what}; they give ${percent.toFixed(2)} % and ${(tokensMean / 1000).toFixed(1)}k tokens`;
}

/** Printed figures have one decimal: some were rounded to it, others cut. */
function isOff(printed: number, measured: number): boolean {
  const tenths = Math.round(10 * printed);
  return tenths !== Math.round(10 * measured) && tenths !== Math.floor(10 * measured);
}

function meanOfPrinted(row: AnyRow, averaged: AveragedDatasets): PublishedFigures {
  const cells = averaged.map((dataset) => publishedFigures(row.cells[DATASETS.indexOf(dataset)]!));
  const mean = (figure: keyof PublishedFigures) =>
    cells.reduce((sum, cell) => sum + (cell[figure] ?? 0), 0) / cells.length;
  return {
    accuracyPercent: mean("accuracyPercent"),
    sequentialKiloTokens: mean("sequentialKiloTokens"),
    kiloTokens: mean("kiloTokens"),
  };
}

function remarkOnAverage(published: PublishedFigures, mean: PublishedFigures): string | null {
  const off = (["accuracyPercent", "sequentialKiloTokens", "kiloTokens"] as const).flatMap(
    (figure) => {
      const printed = published[figure];
      if (printed === undefined || Math.abs(printed - mean[figure]!) <= MEAN_TOLERANCE) return [];
      const unit = figure === "accuracyPercent" ? " %" : "k";
      return [`${mean[figure]!.toFixed(1)}${unit} and not ${printed.toFixed(1)}${unit}`];
    },
  );
  return off.length === 0 ? null : `the mean of the printed cells is ${off.join(", ")}`;
}
