/** An amount in US dollars, to the cent; below a cent with two significant digits: `$0.0042`. */
export function formatUsd(usd: number): string {
  const isFraction = usd > 0 && usd < 0.01;
  return `$${isFraction ? Number(usd.toPrecision(2)) : usd.toFixed(2)}`;
}
