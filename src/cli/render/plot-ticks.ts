/** A labelled place on an axis, in the axis' own unit. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Steps of the accuracy axis, in percentage points. */
const ACCURACY_STEPS = [1, 2, 5, 10, 20, 25] as const;
const ACCURACY_TICKS_MAX = 6;
/** The least that the accuracy axis spans: less would blow up noise. */
const ACCURACY_SPAN_MIN = 5;

/** First digits of ticks on the token axis: the coarsest grid that gives enough of them is taken. */
const TOKEN_GRIDS = [
  [1],
  [1, 2, 5],
  [1, 1.5, 2, 3, 4, 5, 7],
  Array.from({ length: 90 }, (_, tenth) => (10 + tenth) / 10),
] as const;
const TOKEN_TICKS_MIN = 4;

/**
 * Ticks at round percentages, the outer ones at or beyond the lowest and the highest accuracy, so that
 * they are the ends of the axis.
 */
export function accuracyTicks(lowest: number, highest: number): Tick[] {
  const middle = ((lowest + highest) / 2) * 100;
  const low = Math.min(lowest * 100, Math.max(middle - ACCURACY_SPAN_MIN / 2, 0));
  const high = Math.max(highest * 100, Math.min(middle + ACCURACY_SPAN_MIN / 2, 100));
  const ticksAt = (step: number): Tick[] => {
    const first = Math.floor(low / step + 1e-9);
    const last = Math.ceil(high / step - 1e-9);
    return Array.from({ length: last - first + 1 }, (_, index) => {
      const percent = (first + index) * step;
      return { value: percent / 100, label: `${percent}%` };
    });
  };
  const step = ACCURACY_STEPS.find((candidate) => ticksAt(candidate).length <= ACCURACY_TICKS_MAX);
  return ticksAt(step ?? 25);
}

/** Ticks at round token counts between two positive ones, for a logarithmic axis. */
export function tokenTicks(lowest: number, highest: number): Tick[] {
  const decades = Array.from(
    { length: Math.floor(Math.log10(highest)) - Math.floor(Math.log10(lowest)) + 1 },
    (_, index) => Math.floor(Math.log10(lowest)) + index,
  );
  const grids = TOKEN_GRIDS.map((digits) =>
    decades
      .flatMap((decade) => digits.map((digit) => digit * 10 ** decade))
      .filter((value) => value >= lowest && value <= highest),
  );
  const values = grids.find((grid) => grid.length >= TOKEN_TICKS_MIN) ?? grids.at(-1) ?? [];
  return values.map((value) => ({ value, label: shortTokens(value) }));
}

/** `500`, `1.5k`, `16k`, `1M`: no digits beyond those that a tick has. */
function shortTokens(tokens: number): string {
  if (tokens >= 1e6) return `${Number((tokens / 1e6).toPrecision(3))}M`;
  if (tokens >= 1e3) return `${Number((tokens / 1e3).toPrecision(3))}k`;
  return String(Number(tokens.toPrecision(3)));
}
