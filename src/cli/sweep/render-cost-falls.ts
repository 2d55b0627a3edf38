import { formatDifference } from "../render/format-difference.ts";
import { formatTokens } from "../render/format-tokens.ts";
import { paint } from "../render/paint.ts";
import { renderTable } from "../render/render-table.ts";
import type { Terminal } from "../render/terminal.ts";
import type { CostFall } from "./find-cost-falls.ts";

/** Where tokens fall as β rises, for people; controllers by their names, at least one fall in all. */
export function renderCostFalls(
  controllers: readonly { readonly name: string; readonly costFalls: readonly CostFall[] }[],
  terminal: Terminal,
): string {
  const falls = controllers.flatMap(({ name, costFalls }) =>
    costFalls.map((fall) => ({ name, ...fall })),
  );
  const modes = new Set(falls.map(({ answers }) => answers));
  const namesMode = modes.size > 1 || modes.has("normalised");
  const [beta, arrow] = terminal.unicode ? ["β", "→"] : ["beta", "to"];
  const rows = falls.map(({ name, environment, answers, from, to, difference }) => [
    name,
    environment,
    ...(namesMode ? [answers] : []),
    `${from} ${arrow} ${to}`,
    formatDifference(difference, formatTokens),
  ]);
  const columns = [
    { title: "controller" },
    { title: "environment" },
    ...(namesMode ? [{ title: "answers" }] : []),
    { title: beta },
    { title: "tokens" },
  ];
  return [
    paint(`Tokens fall as ${beta} rises`, "bold", terminal),
    renderTable(columns, rows, terminal),
  ].join("\n");
}
