import type { CellFigures } from "../domain/cell.ts";

/** A measured point: one controller on one environment at one β. */
export interface CurvePoint {
  readonly environment: string;
  /** `null` for a controller without knobs. */
  readonly beta: number | null;
  readonly figures: CellFigures;
}
