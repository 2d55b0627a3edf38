import type * as z from "zod";

import { DomainError } from "../domain/errors.ts";

/** One thing wrong with an input: where it is, as a JSON pointer, and what must hold there. */
export interface InputProblem {
  readonly pointer: string;
  readonly message: string;
}

/**
 * The input in the schema's form, defaults filled in.
 *
 * @throws INVALID_INPUT with every problem, one a line: pointer, rule, value found.
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown, what: string): T {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw new DomainError("INVALID_INPUT", describeProblems(listProblems(result.error), what));
}

/** Problems as one text: how many there are, then one a line. */
export function describeProblems(problems: readonly InputProblem[], what: string): string {
  const lines = problems.map(({ pointer, message }) => `  ${pointer || "(whole)"}: ${message}`);
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return `The ${what} has ${count}:\n${lines.join("\n")}`;
}

/** Problems of a failed parse; the values found are named if it was made with `reportInput`. */
export function listProblems(error: z.ZodError): InputProblem[] {
  return error.issues.map((issue) => ({
    pointer: toPointer(issue.path),
    message: issue.message + describeFound(issue),
  }));
}

/** RFC 6901; the empty pointer is the whole document. */
function toPointer(path: readonly PropertyKey[]): string {
  return path
    .map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

const EXCERPT_LENGTH_MAX = 80;

function describeFound(issue: z.core.$ZodIssue): string {
  // The value of an object with an unknown key, or of no matching variant, is all of that object.
  if (issue.code === "unrecognized_keys" || issue.code === "invalid_union") return "";
  if (issue.input === undefined) return "";
  if (typeof issue.input === "object" && issue.input !== null) return "";
  const text = JSON.stringify(issue.input);
  const excerpt = text.length > EXCERPT_LENGTH_MAX ? `${text.slice(0, EXCERPT_LENGTH_MAX)}…` : text;
  return ` (found ${excerpt})`;
}
