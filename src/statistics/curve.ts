/** Where a curve's points lie in an array of figures, and room to sort them in. */
export interface Curve {
  /** The accuracy of point `i` is figure `first + 2i`, its tokens are the next figure. */
  readonly first: number;
  /** Figures that are accuracies, their points by ascending tokens; as `sortByTokens` left them. */
  readonly byTokens: Uint32Array;
}

/** A curve of `pointCount` points at figures `first … first + 2 · pointCount − 1`. */
export function createCurve(pointCount: number, first: number): Curve {
  return { first, byTokens: new Uint32Array(pointCount) };
}

/** Insertion sort: a curve has about eleven points, most often in order already. */
export function sortByTokens({ byTokens, first }: Curve, figures: Float64Array): void {
  for (let point = 0; point < byTokens.length; point += 1) {
    const at = first + 2 * point;
    const tokens = figures[at + 1] ?? 0;
    let place = point;
    while (place > 0 && (figures[(byTokens[place - 1] ?? 0) + 1] ?? 0) > tokens) {
      byTokens[place] = byTokens[place - 1] ?? 0;
      place -= 1;
    }
    byTokens[place] = at;
  }
}
