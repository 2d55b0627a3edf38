import { expect, test } from "@jest/globals";
import { createDotCanvas } from "../../../src/cli/render/dot-canvas.ts";

const PLAIN = { colour: false, unicode: true };

test("createDotCanvas().line() raises the dots of a diagonal", () => {
  const canvas = createDotCanvas({ columns: 2, rows: 1 }, PLAIN);
  canvas.line({ x: 0, y: 0 }, { x: 3, y: 3 }, "cyan");
  // Dots 1 and 5 of the first cell, 3 and 8 of the second.
  expect(canvas.rows()).toEqual(["\u2811\u2884"]);
});

test("createDotCanvas().line() of a single dot is that dot", () => {
  const dot = createDotCanvas({ columns: 1, rows: 1 }, PLAIN);
  dot.line({ x: 1, y: 3 }, { x: 1, y: 3 }, "cyan");
  expect(dot.rows()).toEqual(["\u2880"]);
});

test("createDotCanvas().mark() covers a line", () => {
  const canvas = createDotCanvas({ columns: 3, rows: 1 }, { ...PLAIN, unicode: false });
  canvas.line({ x: 0, y: 0 }, { x: 5, y: 0 }, "cyan");
  canvas.mark({ x: 2, y: 3 }, "x", "red");
  expect(canvas.rows()).toEqual([".x."]);
});

test("createDotCanvas() leaves out what lies outside", () => {
  const canvas = createDotCanvas({ columns: 2, rows: 1 }, PLAIN);
  canvas.mark({ x: 4, y: 0 }, "x", "red");
  canvas.mark({ x: 0, y: -1 }, "x", "red");
  canvas.line({ x: 4, y: 0 }, { x: 9, y: 0 }, "red");
  expect(canvas.rows()).toEqual([""]);
});
