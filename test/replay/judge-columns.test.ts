import { expect, test } from "@jest/globals";
import { goldIds, judgeColumns } from "../../src/replay/judge-columns.ts";
import { emptyColumns } from "../../src/replay/play-episodes.ts";

test("goldIds() finds each gold in its own question's dictionary, as exact text", () => {
  const answers = [["7", "07"], ["07", "7"], [" 7", "7."], []];
  expect([...goldIds(answers, ["7", "7", "7", "7"])]).toEqual([0, 1, -2, -2]);
});

test("judgeColumns() marks the episodes that returned their question's gold", () => {
  const columns = { ...emptyColumns(6), answerIds: Int32Array.of(0, 1, -1, 1, 0, 1) };
  const judged = judgeColumns(columns, Int32Array.of(0, 1), 3);
  expect([...judged.correct]).toEqual([1, 0, 0, 1, 0, 1]);
  expect(judged.tokens).toBe(columns.tokens);
});

test("judgeColumns() marks nothing where no branch ever gave the gold, not even silence", () => {
  const columns = { ...emptyColumns(4), answerIds: Int32Array.of(-1, 0, 1, -2) };
  expect([...judgeColumns(columns, goldIds([["a", "b"]], ["c"]), 3).correct].slice(0, 3)).toEqual([
    0, 0, 0,
  ]);
});
