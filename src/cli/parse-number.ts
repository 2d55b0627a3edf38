import { DomainError } from "../domain/errors.ts";

/** Reads a number from `min` to `max` that was given for an option. The reader throws DomainError INVALID_INPUT. */
export function parseNumber(
  option: string,
  {
    min,
    max,
    whole = false,
  }: { readonly min: number; readonly max: number; readonly whole?: boolean },
): (text: string) => number {
  return (text) => {
    const value = Number(text);
    const isOne = text.trim() !== "" && (!whole || Number.isInteger(value));
    if (isOne && value >= min && value <= max) return value;
    throw new DomainError(
      "INVALID_INPUT",
      `Cannot read ${option} ${text}: it must be a ${whole ? "whole number" : "number"} from ${min} to ${max}.`,
    );
  };
}
