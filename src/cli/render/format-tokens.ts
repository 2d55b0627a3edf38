const UNITS = [
  { size: 1e9, suffix: "G" },
  { size: 1e6, suffix: "M" },
  { size: 1e3, suffix: "k" },
] as const;

/** A token count with three significant digits: `412`, `16.0k`, `284k`, `1.01M`. */
export function formatTokens(tokens: number): string {
  const rounded = Number(tokens.toPrecision(3));
  const unit = UNITS.find(({ size }) => Math.abs(rounded) >= size);
  if (unit === undefined) return String(Math.round(tokens));
  return (rounded / unit.size).toPrecision(3) + unit.suffix;
}
