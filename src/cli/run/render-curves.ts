import type { MeanCurve } from "../../domain/mean-curve.ts";
import type { RunCurves } from "../../schemas/run-curves.ts";
import { formatAccuracy } from "../render/format-accuracy.ts";
import { formatScore } from "../render/format-score.ts";
import { formatTokens } from "../render/format-tokens.ts";
import { HYPERVOLUME_LEGEND } from "../render/hypervolume-legend.ts";
import { renderPlot } from "../render/render-plot.ts";
import { renderTable } from "../render/render-table.ts";
import type { Terminal } from "../render/terminal.ts";

/**
 * The best candidate's frontier beside the baselines', as tables and as a plot; means over environments. Points
 * that another β of the same controller beats are left out of the table.
 */
export function renderCurves(curves: RunCurves["items"], terminal: Terminal): string {
  const evaluated = curves
    .toSorted((a, b) => Number(a.role === "baseline") - Number(b.role === "baseline"))
    .flatMap(({ role, name, controllerHash, mean }) => {
      const label = `${name ?? controllerHash.slice(0, 8)}${role === "best" ? " (best)" : ""}`;
      return mean === null ? [] : [{ label, ...mean }];
    });
  if (evaluated.length === 0) return "Nothing is evaluated yet.";
  return [
    frontierTable(evaluated, terminal),
    `${hypervolumeTable(evaluated, terminal)}\n${legend(evaluated)}`,
    renderPlot(evaluated, terminal),
  ].join("\n\n");
}

interface LabelledCurve extends MeanCurve {
  readonly label: string;
}

function frontierTable(curves: readonly LabelledCurve[], terminal: Terminal): string {
  const rows = curves.flatMap(({ label, points }) =>
    points
      .filter(({ onFrontier }) => onFrontier)
      .map((point, index) => [
        index === 0 ? label : "",
        point.beta === null ? "-" : String(point.beta),
        formatAccuracy(point.accuracy, point.accuracyInterval),
        formatTokens(point.tokens),
        formatTokens(point.criticalPathTokens),
      ]),
  );
  return renderTable(
    [
      { title: "frontier" },
      { title: terminal.unicode ? "β" : "beta", align: "right" },
      { title: "accuracy %" },
      { title: "tokens", align: "right" },
      { title: "critical path", align: "right" },
    ],
    rows,
    terminal,
  );
}

function hypervolumeTable(curves: readonly LabelledCurve[], terminal: Terminal): string {
  const rows = curves.map(({ label, hypervolume }) => {
    const reason = hypervolume.interval === null ? ` ${hypervolume.reason}` : "";
    return [label, formatScore(hypervolume) + reason];
  });
  return renderTable([{ title: "" }, { title: "hypervolume" }], rows, terminal);
}

function legend(curves: readonly LabelledCurve[]): string {
  const points = curves.flatMap((curve) => curve.points);
  const isBare = points.some((point) => point.onFrontier && point.accuracyInterval === null);
  return [
    HYPERVOLUME_LEGEND,
    "Means over environments, with 95 % intervals over questions.",
    ...(isBare ? ["An accuracy has none where too few questions vary."] : []),
  ].join("\n");
}
