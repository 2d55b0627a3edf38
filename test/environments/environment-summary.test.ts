import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { chunkBuilder } from "../../src/environments/chunk-builder.ts";
import { summaryBuilder } from "../../src/environments/environment-summary.ts";
import type { RecordedQuestion } from "../../src/environments/recorded-question.ts";
import { arbitraryQuestions } from "./arbitrary-questions.ts";

/** Sums questions up, cutting a chunk after each question whose number is in `cuts`. */
function summaryOf(questions: readonly RecordedQuestion[], cuts: readonly number[] = []) {
  const builder = chunkBuilder();
  const summary = summaryBuilder();
  for (const [index, question] of questions.entries()) {
    builder.add(question);
    if (cuts.includes(index)) summary.add(builder.take());
  }
  summary.add(builder.take());
  return summary.finish([]);
}

test("summaryBuilder() does not see where questions are cut into chunks", () => {
  fc.assert(
    fc.property(arbitraryQuestions, fc.array(fc.nat(5)), (questions, cuts) => {
      expect(summaryOf(questions, cuts)).toEqual(summaryOf(questions));
    }),
  );
});

test("summaryBuilder() names a question set by its texts alone, and finds repeated ones across chunks", () => {
  const question = { question: "Who?", gold: "1", intervalTokens: 5 };
  const one = { ...question, branches: [{ probes: [], tokens: 7, final: "1" }] };
  const other = { ...one, question: "Why?", gold: "2" };
  const { questionSet, report } = summaryOf([one, other, one], [0, 1]);
  const texts = JSON.stringify(["Who?", "Why?", "Who?"]);
  expect(questionSet).toBe(createHash("sha256").update(texts).digest("hex"));
  expect(report).toMatchObject({ repeatedQuestions: [2], questionsWithoutGold: [1] });
});
