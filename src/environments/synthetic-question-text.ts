const PREFIX = "Synthetic question ";

/**
 * The text of a generated question. It says what it is, and holds the seed: two seeds share no question, so
 * two splits made from two seeds never do.
 */
export function syntheticQuestionText(seed: number, question: number): string {
  return `${PREFIX}${question + 1} of seed ${seed}: drawn by a generator, about nothing.`;
}

/** Whether a question was made by the generator, under whatever name its environment goes. */
export function isSyntheticQuestion(text: string): boolean {
  return text.startsWith(PREFIX);
}
