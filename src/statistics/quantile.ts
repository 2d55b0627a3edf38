/**
 * The `p`-quantile of ascending values, interpolated linearly between the two order statistics
 * around position p · (n − 1): the rule that NumPy and R take by default ("type 7").
 *
 * @throws RangeError when there are no values.
 *
 * @example
 * ```ts
 * assert.equal(quantile(Float64Array.of(10, 20, 30, 40), 0.5), 25);
 * ```
 */
export function quantile(ascending: Float64Array, p: number): number {
  const position = p * (ascending.length - 1);
  const below = ascending[Math.floor(position)];
  const above = ascending[Math.ceil(position)];
  if (below === undefined || above === undefined) {
    throw new RangeError(`Cannot take quantile ${p} of ${ascending.length} values.`);
  }
  // Equal neighbours are returned as they are: interpolating between two infinities would be NaN.
  return below === above ? below : below + (above - below) * (position - Math.floor(position));
}
