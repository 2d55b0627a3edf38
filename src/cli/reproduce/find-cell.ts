import type { PlayedCell } from "../sweep/play-sweep.ts";

/** A cell by what identifies it; `undefined` where its environment was not there. */
export function findCell(
  cells: readonly PlayedCell[],
  environment: string,
  controller: string,
  beta: number | null,
): PlayedCell | undefined {
  return cells.find(
    (cell) =>
      cell.environment.name === environment &&
      cell.controller.name === controller &&
      cell.beta === beta,
  );
}
