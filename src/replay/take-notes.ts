/**
 * Keeps what a controller says of its reasons. Like the kernel it runs in the sandbox, beside code that
 * nobody trusts, and has no imports: it looks at what it is given and never runs any of it.
 */

/** A reason that a controller gave. */
export interface Note {
  /** Actions that had been recorded when it was given. */
  readonly at: number;
  readonly reason: string;
  readonly values: readonly NotedValue[];
}

/** A name and its value; what is no number, text or truth value is there as what it is. */
export type NotedValue = readonly [name: string, value: number | string | boolean | null];

/** The notes of one episode. */
export interface Notes {
  readonly kept: readonly Note[];
  /** How many there were beyond those. */
  readonly leftOut: number;
}

/** Notes of one episode at most; reasons, values, names and texts of one note at most. */
export const NOTES_MAX = 1000;
export const REASON_LENGTH_MAX = 200;
export const VALUES_MAX = 16;
export const VALUE_LENGTH_MAX = 80;

/**
 * Takes the notes of one episode.
 *
 * @param position actions recorded so far.
 */
export function takeNotes(position: () => number): {
  readonly take: (reason: unknown, values: unknown) => void;
  readonly notes: Notes;
} {
  const { entries } = Object;
  const kept: Note[] = [];
  const notes = { kept, leftOut: 0 };
  const take = (reason: unknown, values: unknown): void => {
    if (kept.length === NOTES_MAX) {
      notes.leftOut++;
      return;
    }
    const given: NotedValue[] = [];
    if (typeof values === "object" && values !== null) {
      const all: readonly (readonly [string, unknown])[] = entries(values);
      for (let k = 0; k < all.length && k < VALUES_MAX; k++) {
        const [name, value] = all[k]!;
        given[k] = [shortened(name, VALUE_LENGTH_MAX), plain(value)];
      }
    }
    const text = typeof reason === "string" ? reason : typeof reason;
    kept[kept.length] = {
      at: position(),
      reason: shortened(text, REASON_LENGTH_MAX),
      values: given,
    };
  };
  return { take, notes };
}

function plain(value: unknown): number | string | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return value;
  if (typeof value === "string") return shortened(value, VALUE_LENGTH_MAX);
  // JSON knows no NaN and no infinity.
  if (typeof value === "number") return Number.isFinite(value) ? value : `${value}`;
  return typeof value;
}

function shortened(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1)}…`;
}
