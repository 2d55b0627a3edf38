import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { DEFAULT_RULES } from "../../src/domain/episode-rules.ts";
import { buildEnvironment } from "../../src/environments/build-environment.ts";
import type { RecordedQuestion } from "../../src/environments/recorded-question.ts";
import { majority, openQuestion } from "../../src/replay/contract.ts";
import type { ReplayTables } from "../../src/replay/environment.ts";
import { groupAnswers } from "../../src/replay/group-answers.ts";
import { createKernel } from "../../src/replay/kernel.ts";
import { normaliseAnswer } from "../../src/replay/normalise-answer.ts";
import { normaliseTables } from "../../src/replay/normalise-tables.ts";
import { permutations } from "../../src/replay/permutations.ts";
import { type AnyController, emptyColumns, playEpisodes } from "../../src/replay/play-episodes.ts";
import { arbitraryQuestions } from "../environments/arbitrary-questions.ts";

function environmentOf(questions: readonly RecordedQuestion[]) {
  return buildEnvironment("model/dataset", questions).environment;
}

function normalised({ tables, answers }: ReturnType<typeof environmentOf>): ReplayTables {
  return normaliseTables(tables, groupAnswers(answers));
}

test("normaliseTables() keeps two answers apart unless they normalise alike, and nothing else changes", () => {
  fc.assert(
    fc.property(arbitraryQuestions, (questions) => {
      const environment = environmentOf(questions);
      const { probes, finals, ...costs } = normalised(environment);
      expect(environment.tables).toMatchObject(costs);
      let probe = 0;
      let final = 0;
      for (const [index, { branches }] of questions.entries()) {
        /** What the answer that was recorded normalises to, and that of the answer it became. */
        const expectSame = (recorded: string, id: number) => {
          const became = environment.answers[index]![id];
          const expected = normaliseAnswer(recorded);
          expect(became === undefined ? undefined : normaliseAnswer(became)).toBe(expected);
          const first = environment.answers[index]!.find(
            (text) => normaliseAnswer(text) === expected,
          );
          if (expected !== undefined) expect(became).toBe(first);
        };
        for (const branch of branches) {
          for (const recorded of branch.probes) expectSame(recorded, probes[probe++]!);
          expectSame(branch.final, finals[final++]!);
        }
      }
    }),
  );
});

test("normaliseTables() changes nothing where all answers are integers as they are usually written", () => {
  const integers = fc.array(fc.integer().map(String), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(integers, { minLength: 1, maxLength: 5 }), (lists) => {
      const branches = lists.map((probes) => ({ probes, tokens: 700, final: probes[0]! }));
      const environment = environmentOf([
        { question: "How many?", gold: "7", intervalTokens: 500, branches },
      ]);
      expect(normalised(environment)).toEqual(environment.tables);
    }),
  );
});

/** Reads and probes a bit of everything, and answers with the majority. */
const voter: AnyController = {
  name: "voter",
  idea: "Vote.",
  solve(question) {
    question.read(2);
    question.advanceAndProbe(question.openAndProbe(9).filter(({ running }) => running));
    return majority(question.branches.map(({ answer }) => answer));
  },
};

test("normaliseTables() makes tables on which no majority is an abstention", () => {
  fc.assert(
    fc.property(arbitraryQuestions, (questions) => {
      const { answers, ...environment } = environmentOf(questions);
      const tables = normaliseTables(environment.tables, groupAnswers(answers));
      const counts = questions.map(({ branches }) => branches.length);
      const orders = Object.fromEntries(counts.map((n) => [n, permutations([0, 3], n)]));
      const kernel = createKernel(tables, orders, DEFAULT_RULES);
      const episodes = 3 * questions.length;
      const columns = emptyColumns(episodes);
      const { fault } = playEpisodes(
        kernel,
        openQuestion,
        () => voter,
        {},
        3,
        [0, episodes],
        columns,
      );
      expect(fault).toBeUndefined();
      for (const [episode, id] of columns.answerIds.entries()) {
        const text = answers[Math.floor(episode / 3)]![id];
        if (id !== -1) expect(normaliseAnswer(text!)).toBeDefined();
      }
    }),
  );
});
