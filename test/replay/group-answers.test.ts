import { expect, test } from "@jest/globals";
import { INVALID_ANSWER_ID } from "../../src/replay/environment.ts";
import { groupAnswers, groupGolds } from "../../src/replay/group-answers.ts";
import { goldIds } from "../../src/replay/judge-columns.ts";

const ANSWERS = [
  ["1/2", "ERR", "0.5", "2", String.raw`\frac{1}{2}`],
  ["7", "70", "7."],
];

test("groupAnswers() gives each answer the first one equal to it, question by question", () => {
  expect(groupAnswers(ANSWERS).map((groups) => [...groups])).toEqual([
    [0, INVALID_ANSWER_ID, 0, 3, 0],
    [0, 1, 0],
  ]);
});

test("groupGolds() spells a gold as the first answer equal to it", () => {
  const groups = groupAnswers(ANSWERS);
  const golds = groupGolds(ANSWERS, groups, ["0.50", "70.0"]);
  expect(golds).toEqual(["1/2", "70"]);
  expect([...goldIds(ANSWERS, golds)]).toEqual([0, 1]);
});

test("groupGolds() leaves a gold that no answer equals, so that nothing is right", () => {
  const golds = groupGolds(ANSWERS, groupAnswers(ANSWERS), ["3", "8"]);
  expect([...goldIds(ANSWERS, golds)]).toEqual([-2, -2]);
});

test("groupGolds() leaves a gold that is no valid answer: what equals it abstains", () => {
  const groups = groupAnswers(ANSWERS);
  const [gold] = groupGolds(ANSWERS, groups, ["ERR", "7"]);
  expect(gold).toBe("ERR");
  expect(groups[0]![ANSWERS[0]!.indexOf("ERR")]).toBe(INVALID_ANSWER_ID);
});
