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
  return question.replaceAll(/^[ \t\r\n]+|[ \t\r\n]+$/gu, "").replaceAll(/\s+/gu, " ");
}
