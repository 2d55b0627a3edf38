import { expect, test } from "@jest/globals";
import {
  renderMarkdown,
  renderReport,
  type ReportBlock,
} from "../../../src/cli/render/render-report.ts";

const BLOCKS: readonly ReportBlock[] = [
  { kind: "heading", text: "Costs" },
  { kind: "paragraph", text: "In tokens." },
  {
    kind: "table",
    columns: [{ title: "method" }, { title: "tokens", align: "right" }],
    rows: [
      ["asc", "  805"],
      ["a|b", "1009"],
    ],
  },
  { kind: "list", items: ["one", "two"] },
];

test("renderMarkdown() escapes what would end a cell, and leaves alignment to the reader", () => {
  expect(renderMarkdown(BLOCKS)).toBe(`## Costs

In tokens.

| method | tokens |
| --- | ---: |
| asc | 805 |
| a\\|b | 1009 |

- one
- two`);
});

test("renderReport() lays the same out for a terminal", () => {
  const plain = { colour: false, unicode: false, interactive: false, width: 80 };
  expect(renderReport(BLOCKS, plain)).toBe(`Costs

In tokens.

method  tokens
------  ------
asc        805
a|b       1009

- one
- two`);
});

test("renderMarkdown() keeps a plot as preformatted text", () => {
  const series = [{ label: "asc", points: [{ tokens: 1000, accuracy: 0.5 }] }];
  expect(renderMarkdown([{ kind: "plot", series }])).toMatch(/^```text\n[^`]+● asc\n```$/);
});
