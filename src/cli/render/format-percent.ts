/** A share in [0, 1] as percent with one decimal: `21.4%`. */
export function formatPercent(share: number): string {
  return `${formatPoints(share)}%`;
}

/** A share, or a difference of shares, in percentage points without a sign for the unit: `21.4`. */
export function formatPoints(share: number): string {
  const points = (share * 100).toFixed(1);
  return points === "-0.0" ? "0.0" : points;
}
