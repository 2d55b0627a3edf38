import { DomainError } from "../domain/errors.ts";

/** Reads a whole number of 1 … `max` that was given for an option. The reader throws DomainError INVALID_INPUT. */
export function parseCount(option: string, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= max) return value;
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot read ${option} ${text}: it must be a whole number from 1 to ${max}.`,
    );
  };
}
