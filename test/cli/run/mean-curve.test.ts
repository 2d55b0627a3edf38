import { expect, test } from "@jest/globals";
import { meanCurve } from "../../../src/cli/run/mean-curve.ts";
import { cell } from "./sample-run.ts";

test("meanCurve() averages environments at each β, in the order of β, and marks the frontier", () => {
  const curve = meanCurve([
    cell(1, [0.5, 400, 40]),
    cell(0, [0.25, 100, 10]),
    cell(0.5, [0.75, 300, 30]),
    cell(0, [0.75, 300, 30]),
    cell(0.5, [0.25, 500, 50]),
    cell(1, [0.25, 800, 80]),
  ]);
  expect(curve).toEqual([
    { beta: 0, accuracy: 0.5, tokens: 200, criticalPathTokens: 20, onFrontier: true },
    { beta: 0.5, accuracy: 0.5, tokens: 400, criticalPathTokens: 40, onFrontier: false },
    { beta: 1, accuracy: 0.375, tokens: 600, criticalPathTokens: 60, onFrontier: false },
  ]);
});

test("meanCurve() is one point for a controller without knobs, and none without cells", () => {
  expect(meanCurve([cell(null, [0.5, 100, 10])])).toMatchObject([{ beta: null, onFrontier: true }]);
  expect(meanCurve([])).toEqual([]);
});
