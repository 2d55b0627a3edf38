import { expect, test } from "@jest/globals";
import { paint } from "../../../src/cli/render/paint.ts";
import { renderTable } from "../../../src/cli/render/render-table.ts";

const COLUMNS = [
  { title: "controller" },
  { title: "β", align: "right" },
  { title: "tokens", align: "right" },
  { title: "note" },
] as const;
const ROWS = [
  ["cmc", "0.5", "284k", ""],
  ["sc@64", "–", "1.01M", "自己一致"],
];
const PLAIN = { colour: false, unicode: true };

test("renderTable() sets numbers right and texts left, without blanks at the ends of lines", () => {
  expect(renderTable(COLUMNS, ROWS, PLAIN).split("\n")).toEqual([
    "controller    β  tokens  note",
    "──────────  ───  ──────  ────────",
    "cmc         0.5    284k",
    "sc@64         –   1.01M  自己一致",
  ]);
});

test("renderTable() draws its rule in ASCII where nothing else can be shown", () => {
  const [, rule] = renderTable(COLUMNS, ROWS, { ...PLAIN, unicode: false }).split("\n");
  expect(rule).toBe("----------  ---  ------  --------");
});

test("renderTable() aligns coloured cells as if they were plain", () => {
  const colour = { colour: true, unicode: true };
  const rows = [["cmc", paint("0.5", "green", colour), "284k", "x"]];
  expect(renderTable(COLUMNS, rows, colour).split("\n")).toEqual([
    "\u001b[1mcontroller\u001b[22m    \u001b[1mβ\u001b[22m  \u001b[1mtokens\u001b[22m  \u001b[1mnote\u001b[22m",
    "\u001b[2m──────────  ───  ──────  ────\u001b[22m",
    "cmc         \u001b[32m0.5\u001b[39m    284k  x",
  ]);
});

test("renderTable() without rows is its head", () => {
  expect(renderTable([{ title: "name" }], [], PLAIN)).toBe("name\n────");
});

test("renderTable() refuses a row that has not one cell a column", () => {
  expect(() => renderTable(COLUMNS, [["cmc"]], PLAIN)).toThrow(/1 cells in 4 columns/);
});
