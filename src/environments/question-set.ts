import { createHash } from "node:crypto";

/** Names a list of questions that comes in parts. */
export interface QuestionSetHasher {
  add(questions: readonly string[]): void;
  /** In hex. Call it once, after the last question. */
  digest(): string;
}

/**
 * Names a list of questions by its content: environments of several models that answered the same
 * questions, in the same order, have the same name and are resampled together. It is the SHA-256 of the
 * texts as a JSON list.
 */
export function questionSetHasher(): QuestionSetHasher {
  const hash = createHash("sha256");
  let opening = "[";
  return {
    add(questions) {
      if (questions.length === 0) return;
      hash.update(`${opening}${JSON.stringify(questions).slice(1, -1)}`);
      opening = ",";
    },
    digest: () => hash.update(opening === "[" ? "[]" : "]").digest("hex"),
  };
}

/** The same of a list that is at hand. */
export function questionSetOf(questions: readonly string[]): string {
  const hasher = questionSetHasher();
  hasher.add(questions);
  return hasher.digest();
}
