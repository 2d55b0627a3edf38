import type { RunCurves } from "../../schemas/run-curves.ts";
import { formatPoints } from "../render/format-percent.ts";
import { formatTokens } from "../render/format-tokens.ts";
import { renderPlot } from "../render/render-plot.ts";
import { renderTable } from "../render/render-table.ts";
import type { Terminal } from "../render/terminal.ts";
import { meanCurve } from "./mean-curve.ts";

/**
 * The best candidate's frontier beside the baselines', as a table and as a plot; means over environments. Points
 * that another β of the same controller beats are left out of the table.
 */
export function renderCurves(curves: RunCurves["items"], terminal: Terminal): string {
  const evaluated = curves
    .filter(({ cells }) => cells.length > 0)
    .toSorted((a, b) => Number(a.role === "baseline") - Number(b.role === "baseline"))
    .map(({ role, name, controllerHash, cells }) => ({
      label: `${name ?? controllerHash.slice(0, 8)}${role === "best" ? " (best)" : ""}`,
      points: meanCurve(cells),
    }));
  if (evaluated.length === 0) return "Nothing is evaluated yet.";
  const rows = evaluated.flatMap(({ label, points }) =>
    points
      .filter(({ onFrontier }) => onFrontier)
      .map((point, index) => [
        index === 0 ? label : "",
        point.beta === null ? "-" : String(point.beta),
        formatPoints(point.accuracy),
        formatTokens(point.tokens),
        formatTokens(point.criticalPathTokens),
      ]),
  );
  const table = renderTable(
    [
      { title: "frontier" },
      { title: terminal.unicode ? "β" : "beta", align: "right" },
      { title: "accuracy %", align: "right" },
      { title: "tokens", align: "right" },
      { title: "critical path", align: "right" },
    ],
    rows,
    terminal,
  );
  return `${table}\n\n${renderPlot(evaluated, terminal)}`;
}
