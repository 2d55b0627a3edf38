import type { Question } from "./plain-bootstrap.ts";
import { createRandom } from "../../src/statistics/random.ts";

/** A uniform number in [0, 1). */
export type Draw = () => number;

export function createDraw(seed: number): Draw {
  const random = createRandom(seed);
  return () => random.nextUint32() / 2 ** 32;
}

/** Draws `[question][permutation][column]`: the inner function gives the columns of one episode. */
export function randomQuestions(
  questionCount: number,
  permutationCount: number,
  question: () => () => readonly number[],
): Question[] {
  return Array.from({ length: questionCount }, () => {
    const episode = question();
    return Array.from({ length: permutationCount }, () => episode());
  });
}

/** One column of all episodes, question-major. */
export function columnOf(questions: readonly Question[], column: number): Float64Array {
  return Float64Array.from(questions.flat(), (episode) => episode[column] ?? Number.NaN);
}
