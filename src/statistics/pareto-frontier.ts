/** What one cell of a sweep costs and what it is worth. */
export interface FrontierPoint {
  /** Mean tokens of an episode. */
  readonly tokens: number;
  /** In [0, 1]. */
  readonly accuracy: number;
}

/**
 * Finds the points that no other point beats: at least as accurate for at most the tokens, and
 * better in one of the two. Equal points do not beat each other, so ties stay.
 * O(n²), fine for the few hundred points of a run.
 *
 * @returns indices into `points`, ascending.
 *
 * @example
 * ```ts
 * const cheap = { tokens: 9_000, accuracy: 0.61 };
 * const dear = { tokens: 30_000, accuracy: 0.61 };
 * const best = { tokens: 40_000, accuracy: 0.72 };
 * assert.deepEqual(paretoFrontier([dear, cheap, best]), [1, 2]);
 * ```
 */
export function paretoFrontier(points: readonly FrontierPoint[]): number[] {
  return points.flatMap((point, index) =>
    points.some((other) => beats(other, point)) ? [] : [index],
  );
}

function beats(a: FrontierPoint, b: FrontierPoint): boolean {
  return (
    a.accuracy >= b.accuracy &&
    a.tokens <= b.tokens &&
    (a.accuracy > b.accuracy || a.tokens < b.tokens)
  );
}
