import { DomainError } from "../domain/errors.ts";

/** βs of a sweep at most: the grid on which knobs are checked. */
const BETAS_MAX = 101;

/**
 * The βs that a person wrote: `0.5`, `0,0.5,1`, or from : to : step as in `0:1:0.1`.
 *
 * @throws DomainError INVALID_INPUT
 */
export function parseBetas(text: string): number[] {
  const betas = text.includes(":") ? parseGrid(text) : text.split(",").map(parseNumber(text));
  for (const [k, beta] of betas.entries()) {
    if (!(beta >= 0 && beta <= 1)) throw refuse(text, `β must be in [0, 1], and ${beta} is not`);
    if (k > 0 && beta <= betas[k - 1]!) throw refuse(text, "βs must rise from one to the next");
  }
  return betas;
}

function parseGrid(text: string): number[] {
  const parts = text.split(":");
  const [from, to, step] = parts.map(parseNumber(text));
  if (parts.length !== 3 || from === undefined || to === undefined || step === undefined) {
    throw refuse(text, "a grid has three numbers, from:to:step");
  }
  if (!(step > 0 && from <= to)) throw refuse(text, "a grid rises from its start in steps above 0");
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > BETAS_MAX) throw refuse(text, `a sweep has at most ${BETAS_MAX} βs, not ${count}`);
  // Ten decimals undo what binary fractions add up to: 0.3, and not 0.30000000000000004.
  return Array.from({ length: count }, (_, k) => Number((from + k * step).toFixed(10)));
}

function parseNumber(text: string): (part: string) => number {
  return (part) => {
    const value = Number(part);
    if (part.trim() === "" || !Number.isFinite(value)) {
      throw refuse(text, `"${part}" is not a number`);
    }
    return value;
  };
}

function refuse(text: string, rule: string): DomainError {
  return new DomainError(
    "INVALID_INPUT",
    `Cannot read --beta ${text}: ${rule}. Write one β (0.5), several (0,0.5,1) or a grid (0:1:0.1).`,
  );
}
