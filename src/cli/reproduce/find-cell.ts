import type { SweptEnvironment } from "../sweep/with-environments.ts";
import type { EpisodeFigures } from "../../statistics/summarize-episodes.ts";

/** What is read of a cell that was played. */
export interface PlayedFigures {
  readonly controller: { readonly name: string };
  readonly environment: Pick<
    SweptEnvironment,
    "name" | "answers" | "questionSet" | "questionCount"
  >;
  /** `null` for a controller without knobs. */
  readonly beta: number | null;
  readonly columns: EpisodeFigures;
}

/** A cell by what identifies it; `undefined` where its environment was not there. */
export function findCell(
  cells: readonly PlayedFigures[],
  environment: string,
  controller: string,
  beta: number | null,
): PlayedFigures | undefined {
  return cells.find(
    (cell) =>
      cell.environment.name === environment &&
      cell.controller.name === controller &&
      cell.beta === beta,
  );
}
