import { createHash } from "node:crypto";

/**
 * Names a list of questions by its content: environments of several models that answered the same
 * questions, in the same order, have the same name and are resampled together.
 */
export function questionSetOf(questions: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(questions)).digest("hex");
}
