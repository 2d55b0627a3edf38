import { type GoldAnswers, INVALID_ANSWER_ID } from "./environment.ts";
import { normaliseAnswer } from "./normalise-answer.ts";

/**
 * Which answers of a question are one: for each answer id the id of the first answer equal to it, or
 * `INVALID_ANSWER_ID` for no valid answer. An array a question, as long as its dictionary.
 */
export type AnswerGroups = readonly Uint16Array[];

/** Groups the distinct answers of each question by what they normalise to. */
export function groupAnswers(answers: readonly (readonly string[])[]): AnswerGroups {
  return answers.map((texts) => {
    const firsts = new Map<string, number>();
    return Uint16Array.from(texts, (text, id) => {
      const normalised = normaliseAnswer(text);
      if (normalised === undefined) return INVALID_ANSWER_ID;
      const first = firsts.get(normalised) ?? id;
      firsts.set(normalised, first);
      return first;
    });
  });
}

/**
 * The golds as the first answers that are equal to them, in the spelling that stands for their group; a gold
 * that equals no answer stays as it is. A gold that is no valid answer itself is never met: what equals it
 * abstains.
 */
export function groupGolds(
  answers: readonly (readonly string[])[],
  groups: AnswerGroups,
  golds: GoldAnswers,
): GoldAnswers {
  return golds.map((gold, question) => {
    const normalised = normaliseAnswer(gold);
    const texts = answers[question]!;
    const isGold = (first: number, id: number) =>
      first === id && normaliseAnswer(texts[id]!) === normalised;
    const id = normalised === undefined ? -1 : groups[question]!.findIndex(isGold);
    return texts[id] ?? gold;
  });
}
