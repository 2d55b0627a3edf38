import fc from "fast-check";
import type { RecordedQuestion } from "../../src/environments/recorded-question.ts";

const answer = fc.oneof(
  fc.constantFrom("ERR", "", "7", " 7", "\\frac{1}{2}", "½", "__proto__"),
  fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !text.includes("\0")),
);
const branch = fc.record({
  probes: fc.array(answer, { maxLength: 6 }),
  tokens: fc.integer({ min: 1, max: 0xffffffff }),
  final: answer,
});

/** Small environments of every shape that is valid. */
export const arbitraryQuestions: fc.Arbitrary<RecordedQuestion[]> = fc.array(
  fc.record({
    question: fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !text.includes("\0")),
    gold: answer.filter((text) => text !== ""),
    intervalTokens: fc.integer({ min: 1, max: 0x7fffffff }),
    branches: fc.array(branch, { minLength: 1, maxLength: 5 }),
  }),
  { minLength: 1, maxLength: 5 },
);
