import { expect, test } from "@jest/globals";
import { renderProgress } from "../../../src/cli/render/render-progress.ts";

const UNICODE = { unicode: true };

test("renderProgress() shows share, counts, time and what is left at the same pace", () => {
  const state = { label: "replay", done: 11, total: 44, elapsedMs: 3_100 };
  expect(renderProgress(state, UNICODE)).toBe(
    "replay  ██████░░░░░░░░░░░░░░░░░░  25%  11/44  3.1 s, 9.3 s left",
  );
  expect(renderProgress(state, { unicode: false })).toBe(
    "replay  ######------------------  25%  11/44  3.1 s, 9.3 s left",
  );
});

test("renderProgress() guesses nothing at the start, and nothing is left at the end", () => {
  const state = { label: "replay", total: 3, elapsedMs: 500 };
  expect(renderProgress({ ...state, done: 0 }, UNICODE)).toBe(
    "replay  ░░░░░░░░░░░░░░░░░░░░░░░░   0%  0/3  500 ms",
  );
  expect(renderProgress({ ...state, done: 3 }, UNICODE)).toBe(
    "replay  ████████████████████████ 100%  3/3  500 ms",
  );
});

test("renderProgress() says 100% only when all is done", () => {
  const state = { label: "replay", done: 999, total: 1_000, elapsedMs: 999_000 };
  expect(renderProgress(state, UNICODE)).toContain(" 99%  999/1000  16 min 39 s, 1.0 s left");
});
