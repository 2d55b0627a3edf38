/** Thousands of tokens to one decimal, as the papers print them: `1008.6`. */
export function formatKiloTokens(tokens: number): string {
  return (tokens / 1000).toFixed(1);
}
