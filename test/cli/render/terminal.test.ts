import { expect, test } from "@jest/globals";
import { terminalOf } from "../../../src/cli/render/terminal.ts";

const SCREEN = { isTTY: true, columns: 100 };
const UTF8 = { LANG: "en_US.UTF-8" };

test("terminalOf() shows everything on a UTF-8 screen", () => {
  expect(terminalOf(SCREEN, UTF8)).toEqual({
    interactive: true,
    colour: true,
    unicode: true,
    width: 100,
  });
});

test("terminalOf() neither colours nor redraws in a pipe, and takes 80 columns", () => {
  expect(terminalOf({}, UTF8)).toEqual({
    interactive: false,
    colour: false,
    unicode: true,
    width: 80,
  });
});

test("terminalOf() heeds NO_COLOR unless it is empty", () => {
  expect(terminalOf(SCREEN, { ...UTF8, NO_COLOR: "1" })).toMatchObject({
    interactive: true,
    colour: false,
  });
  expect(terminalOf(SCREEN, { ...UTF8, NO_COLOR: "" }).colour).toBe(true);
});

test("terminalOf() takes a dumb terminal for a pipe", () => {
  expect(terminalOf(SCREEN, { ...UTF8, TERM: "dumb" })).toMatchObject({
    interactive: false,
    colour: false,
  });
});

test.each([
  [{}, false],
  [{ LANG: "C" }, false],
  [{ LANG: "de_DE.utf8" }, true],
  [{ LANG: "C", LC_CTYPE: "C.UTF-8" }, true],
  [{ LANG: "en_US.UTF-8", LC_ALL: "C" }, false],
  [{ LANG: "en_US.UTF-8", LC_ALL: "" }, true],
])("terminalOf() with locale %j shows more than ASCII: %s", (environment, unicode) => {
  expect(terminalOf(SCREEN, environment).unicode).toBe(unicode);
});

test("terminalOf() never asks for lines wider than 120", () => {
  expect(terminalOf({ isTTY: true, columns: 300 }, {}).width).toBe(120);
});
