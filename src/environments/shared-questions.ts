/**
 * Indices of the questions that are also among `others`, white space aside: what an import into the other
 * split refuses, by the same comparison as the store's `claim_questions`.
 */
export function sharedQuestions(
  questions: readonly string[],
  others: readonly string[],
): readonly number[] {
  const known = new Set(others.map(evened));
  return questions.flatMap((question, index) => (known.has(evened(question)) ? [index] : []));
}

function evened(question: string): string {
  return trimmed(question).replaceAll(/\s+/gu, " ");
}

/** Without blanks at both ends. A pattern for the end alone would try again at every blank within. */
function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text[from])) from += 1;
  while (from < to && isBlank(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\r" || character === "\n";
}
