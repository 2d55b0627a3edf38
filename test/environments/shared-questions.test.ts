import { expect, test } from "@jest/globals";
import { sharedQuestions } from "../../src/environments/shared-questions.ts";

test("sharedQuestions() finds questions that differ in white space alone, and no others", () => {
  const questions = ["What is  1 + 1?", "New?", " what is 1 + 1?", "Other\nlines\t?"];
  expect(sharedQuestions(questions, ["What is 1\n+ 1? ", "Other lines ?"])).toEqual([0, 3]);
  expect(sharedQuestions(questions, [])).toEqual([]);
});

test("sharedQuestions() drops blanks and line ends around a question, and no other white space there", () => {
  const others = ["\t\r\n  New? \n", "Old? ", " "];
  expect(sharedQuestions(["New?", "\u00A0New?", "Old?\u00A0", ""], others)).toEqual([0, 3]);
});
