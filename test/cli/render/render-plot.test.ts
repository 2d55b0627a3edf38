import { expect, test } from "@jest/globals";
import { stripVTControlCharacters } from "node:util";
import { displayWidth } from "../../../src/cli/render/display-width.ts";
import { renderPlot } from "../../../src/cli/render/render-plot.ts";

const SWEEP = [
  {
    label: "cmc",
    points: [
      { tokens: 542_000, accuracy: 0.79 },
      { tokens: 16_000, accuracy: 0.62 },
      { tokens: 70_000, accuracy: 0.685 },
      { tokens: 283_600, accuracy: 0.76 },
    ],
  },
  { label: "sc@64", points: [{ tokens: 958_000, accuracy: 0.635 }] },
];
const PLAIN = { colour: false, unicode: true, width: 56 };

test("renderPlot() joins the marks of a series in order of cost, over a logarithmic axis", () => {
  expect(renderPlot(SWEEP, PLAIN).split("\n")).toEqual([
    "      accuracy over mean tokens (log scale)",
    "  80%┤                                         ●",
    "     │                                      ⢀⠤⠊⠁",
    "     │                                   ⢀⠤⠊⠁",
    "     │                                ⢀⡠●⠁",
    "  75%┤                              ⢀⠔⠁",
    "     │                            ⡠⠊⠁",
    "     │                         ⢀⠔⠉",
    "     │                       ⡠⠊⠁",
    "  70%┤                    ⢀⠔⠊",
    "     │                  ●⠒⠁",
    "     │              ⢀⡠⠔⠉",
    "     │           ⢀⡠⠒⠁",
    "  65%┤        ⢀⠤⠒⠁",
    "     │     ⢀⠤⠊⠁                                       ▲",
    "     │  ⣀⠔⠊⠁",
    "     │ ●",
    "  60%┤",
    "     └────┬─────────┬───────┬───────┬─────────┬───────┬─",
    "         20k       50k     100k    200k      500k     1M",
    "      ● cmc   ▲ sc@64",
  ]);
});

test("renderPlot() draws in ASCII where nothing else can be shown", () => {
  expect(renderPlot(SWEEP, { ...PLAIN, unicode: false }).split("\n")).toEqual([
    "      accuracy over mean tokens (log scale)",
    "  80%+                                         o",
    "     |                                      ....",
    "     |                                   ....",
    "     |                                ..o.",
    "  75%+                              ...",
    "     |                            ...",
    "     |                         ...",
    "     |                       ...",
    "  70%+                    ...",
    "     |                  o..",
    "     |              ....",
    "     |           ....",
    "  65%+        ....",
    "     |     ....                                       x",
    "     |  ....",
    "     | o",
    "  60%+",
    "     +----+---------+-------+-------+---------+-------+-",
    "         20k       50k     100k    200k      500k     1M",
    "      o cmc   x sc@64",
  ]);
});

test("renderPlot() colours marks and lines, and nothing else changes", () => {
  const coloured = renderPlot(SWEEP, { ...PLAIN, colour: true });
  expect(coloured).toContain("\u001b[36m●\u001b[39m cmc   \u001b[33m▲\u001b[39m sc@64");
  expect(stripVTControlCharacters(coloured)).toBe(renderPlot(SWEEP, PLAIN));
});

test("renderPlot() shows the earlier series where marks meet", () => {
  const points = [{ tokens: 10_000, accuracy: 0.5 }];
  const plot = renderPlot(
    [
      { label: "first", points },
      { label: "second", points },
    ],
    PLAIN,
  );
  const [area = "", legend] = plot.split("└");
  expect(area).toContain("●");
  expect(area).not.toContain("▲");
  expect(legend).toContain("● first   ▲ second");
});

test("renderPlot() fits 80 columns, its legend too", () => {
  const series = Array.from({ length: 12 }, (_, index) => ({
    label: `controller-${index}`,
    points: [{ tokens: 10 ** (index / 2), accuracy: index / 11 }],
  }));
  for (const unicode of [true, false]) {
    const lines = renderPlot(series, { colour: true, unicode, width: 200 }).split("\n");
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(80);
    for (const { label } of series) expect(lines.join("\n")).toContain(label);
  }
});

test("renderPlot() keeps room for points on a terminal that is hardly one", () => {
  expect(renderPlot(SWEEP, { ...PLAIN, width: 3 })).toContain("●");
});

test("renderPlot() can show a cell that costs nothing, and a sweep without cells", () => {
  expect(renderPlot([{ label: "free", points: [{ tokens: 0, accuracy: 0 }] }], PLAIN)).toContain(
    "●",
  );
  expect(renderPlot([{ label: "none", points: [] }], PLAIN)).toBe("Nothing to plot: no points.");
});
