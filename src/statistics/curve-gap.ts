import type { Interval } from "../domain/estimate.ts";
import { type Curve, createCurve, sortByTokens } from "./curve.ts";

/** Which figure two curves are made equal in; the other one is compared. */
export type Matched = "tokens" | "accuracy";

/** How far one curve is from another where both have the same tokens, or the same accuracy. */
export interface CurveGap {
  /** What both curves cover, in tokens or as accuracy; `null` where they have nothing in common. */
  readonly range: (figures: Float64Array) => Interval | null;
  /**
   * The mean gap over the common range: a − b in accuracy, or ln(a / b) in tokens. Writes its derivative by
   * each figure to `gradient` (zeros before). Continuous, also where the common range vanishes.
   */
  readonly measure: (figures: Float64Array, gradient: Float64Array) => number;
}

/** Places in the common range at which the curves are compared: the middles of as many equal parts. */
const PLACES = 16;

const ACCURACY = 0;
const TOKENS = 1;

/**
 * Compares two curves of `aCount` and `bCount` cells by interpolation on their frontiers.
 *
 * A curve is drawn through the cells of its frontier (each more accurate than all cheaper ones), straight
 * between neighbours on axes of accuracy and ln tokens. As a function of tokens it goes on, level, to
 * its dearest cell: a larger budget need not be spent. So it covers the tokens from its cheapest cell to
 * its dearest, and the accuracies from that of the cheapest to the best. The gap is
 *
 *     (1/16) · Σ_j [f_a(x_j) − f_b(x_j)],  x_j = low + (j − ½)/16 · (high − low),  j = 1 … 16,
 *
 * where f is accuracy and x is ln tokens (matched tokens), or f is ln tokens and x is accuracy (matched
 * accuracy), and [low, high] is what both cover. For a curve of one cell that is the gap at this cell.
 * Beyond its ends, where only resamples come, a curve keeps the value of the end.
 *
 * Figures are accuracy and tokens of each cell of a, then of each cell of b.
 */
export function createCurveGap(aCount: number, bCount: number, matched: Matched): CurveGap {
  const from = matched === "tokens" ? TOKENS : ACCURACY;
  const a = createLine(aCount, 0, from);
  const b = createLine(bCount, 2 * aCount, from);
  const coordinates = new Float64Array(2 * (aCount + bCount));

  /** Brings everything up to new figures. @returns where the coordinates of the common range's ends are. */
  function locate(figures: Float64Array): readonly [low: number, high: number] {
    for (let at = 0; at < coordinates.length; at += 2) {
      coordinates[at] = figures[at]!;
      coordinates[at + 1] = Math.log(spentTokens(figures[at + 1]!));
    }
    const [aLow, aHigh] = trace(a, coordinates);
    const [bLow, bHigh] = trace(b, coordinates);
    const low = coordinates[aLow]! >= coordinates[bLow]! ? aLow : bLow;
    const high = coordinates[aHigh]! <= coordinates[bHigh]! ? aHigh : bHigh;
    return [low, high];
  }

  return {
    range(figures) {
      const [low, high] = locate(figures);
      return coordinates[low]! <= coordinates[high]! ? [figures[low]!, figures[high]!] : null;
    },
    measure(figures, gradient) {
      const [low, high] = locate(figures);
      let gap = 0;
      for (let place = 0; place < PLACES; place += 1) {
        const share = (place + 0.5) / PLACES;
        const x = coordinates[low]! + share * (coordinates[high]! - coordinates[low]!);
        gap += heightAt(a, coordinates, x, 1 / PLACES, gradient);
        gap += heightAt(b, coordinates, x, -1 / PLACES, gradient);
        const slope = (a.slope - b.slope) / PLACES;
        gradient[low]! += (1 - share) * slope;
        gradient[high]! += share * slope;
      }
      // So far by ln tokens.
      for (let at = TOKENS; at < figures.length; at += 2)
        gradient[at]! /= spentTokens(figures[at]!);
      return gap;
    },
  };
}

/** A controller that spends nothing has no logarithm: one token is as good as none. */
function spentTokens(tokens: number): number {
  return Math.max(tokens, 1);
}

/** A curve's frontier, and how steep it was where it was last looked at. */
interface Line {
  readonly curve: Curve;
  readonly from: number;
  /** Accuracies of the frontier's cells as indices of figures, ascending; `count` of them are in use. */
  readonly cells: Uint32Array;
  count: number;
  slope: number;
}

function createLine(cellCount: number, first: number, from: number): Line {
  return {
    curve: createCurve(cellCount, first),
    from,
    cells: new Uint32Array(cellCount),
    count: 0,
    slope: 0,
  };
}

/** Finds the frontier. @returns the coordinates between which the line is defined, as indices. */
function trace(line: Line, coordinates: Float64Array): readonly [low: number, high: number] {
  const { curve, cells, from } = line;
  sortByTokens(curve, coordinates);
  line.count = 0;
  for (const at of curve.byTokens) {
    const last = cells[line.count - 1];
    if (last !== undefined && coordinates[at]! <= coordinates[last]!) continue;
    const isForTheSame = last !== undefined && coordinates[at + 1] === coordinates[last + 1];
    if (isForTheSame) line.count -= 1;
    cells[line.count] = at;
    line.count += 1;
  }
  const best = cells[line.count - 1]!;
  const dearest = curve.byTokens.at(-1)!;
  return [cells[0]! + from, (from === TOKENS ? dearest : best) + from];
}

/**
 * Weight times the line's height at `x`. Adds its derivative by the coordinates of the line's cells to
 * `gradient`, and leaves that by `x`, without the weight, in `line.slope`.
 */
function heightAt(
  line: Line,
  coordinates: Float64Array,
  x: number,
  weight: number,
  gradient: Float64Array,
): number {
  const { cells, count, from } = line;
  const to = 1 - from;
  let right = 0;
  while (right < count && coordinates[cells[right]! + from]! < x) right += 1;
  if (right === 0 || right === count) {
    const end = cells[right === 0 ? 0 : count - 1]! + to;
    line.slope = 0;
    gradient[end]! += weight;
    return weight * coordinates[end]!;
  }
  const [p, q] = [cells[right - 1]!, cells[right]!];
  const run = coordinates[q + from]! - coordinates[p + from]!;
  const rise = coordinates[q + to]! - coordinates[p + to]!;
  const share = (x - coordinates[p + from]!) / run;
  line.slope = rise / run;
  gradient[p + to]! += weight * (1 - share);
  gradient[q + to]! += weight * share;
  gradient[p + from]! -= weight * (1 - share) * line.slope;
  gradient[q + from]! -= weight * share * line.slope;
  return weight * (coordinates[p + to]! + share * rise);
}
