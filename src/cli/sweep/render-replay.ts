import { formatAccuracy } from "../render/format-accuracy.ts";
import { formatInterval } from "../render/format-interval.ts";
import { formatTokens } from "../render/format-tokens.ts";
import { HYPERVOLUME_LEGEND } from "../render/hypervolume-legend.ts";
import { paint } from "../render/paint.ts";
import { type PlotSeries, renderPlot } from "../render/render-plot.ts";
import { renderTable, type TableColumn } from "../render/render-table.ts";
import type { Terminal } from "../render/terminal.ts";
import type { ReplayDocument, ReplayedController } from "./replay-document.ts";

/** A sweep for people: a table of cells for each environment, what each controller is worth, and a plot. */
export function renderReplay(document: ReplayDocument, terminal: Terminal): string {
  const { controllers } = document;
  const environments = [
    ...new Set(controllers.flatMap(({ cells }) => cells.map(({ environment }) => environment))),
  ];
  const [from, to] = document.permutations;
  return [
    ...environments.map((environment) =>
      [
        paint(environment, "bold", terminal),
        cellTable(environment, controllers, terminal),
        ...intervalNotes(environment, controllers),
      ].join("\n"),
    ),
    hypervolumeTable(controllers, environments.length, terminal),
    renderPlot(controllers.map(meanCurve), terminal),
    [
      `Each question was played in ${to - from} permutations. Intervals are 95 %, over questions.`,
      `${frontierMark(terminal)} marks the frontier of its controller.`,
      HYPERVOLUME_LEGEND,
    ].join("\n"),
  ].join("\n\n");
}

function cellColumns({ unicode }: Pick<Terminal, "unicode">): readonly TableColumn[] {
  return [
    { title: "" },
    { title: "controller" },
    { title: unicode ? "β" : "beta", align: "right" },
    { title: "accuracy %" },
    { title: "tokens", align: "right" },
    { title: "critical path", align: "right" },
    { title: "longest", align: "right" },
    { title: "probes", align: "right" },
    { title: "opened", align: "right" },
    { title: "pruned", align: "right" },
  ];
}

function cellTable(
  environment: string,
  controllers: readonly ReplayedController[],
  terminal: Terminal,
): string {
  const rows = controllers.flatMap(({ name, frontier, cells }) =>
    [...cells.entries()]
      .filter(([, cell]) => cell.environment === environment)
      .map(([k, cell]) => [
        frontier.includes(k) ? frontierMark(terminal) : "",
        name,
        cell.beta === null ? "-" : String(cell.beta),
        formatAccuracy(cell.accuracy, cell.accuracyInterval),
        formatTokens(cell.tokens),
        formatTokens(cell.criticalPathTokens),
        formatTokens(cell.longestBranchTokens),
        formatMean(cell.probes),
        formatMean(cell.branchesOpened),
        formatMean(cell.branchesPruned),
      ]),
  );
  return renderTable(cellColumns(terminal), rows, terminal);
}

/** Why some cells have no interval, in one line; none where all have one. */
function intervalNotes(
  environment: string,
  controllers: readonly ReplayedController[],
): readonly string[] {
  const reasons = controllers
    .flatMap(({ cells }) => cells)
    .filter((cell) => cell.environment === environment)
    .flatMap(({ accuracyIntervalReason: reason }) => (reason === undefined ? [] : [reason]));
  if (reasons.length === 0) return [];
  return [`Where there is no interval: ${[...new Set(reasons)].toSorted().join("; ")}.`];
}

function hypervolumeTable(
  controllers: readonly ReplayedController[],
  environmentCount: number,
  terminal: Terminal,
): string {
  const rows = controllers.map(({ name, hypervolume, frontier, cells }) => [
    name,
    hypervolume.value.toFixed(3),
    hypervolume.interval === null
      ? hypervolume.reason
      : formatInterval(hypervolume.interval, (value) => value.toFixed(3)),
    `${frontier.length} of ${cells.length}`,
  ]);
  const over = environmentCount === 1 ? "" : `, mean over ${environmentCount} environments`;
  return renderTable(
    [
      { title: "controller" },
      { title: "hypervolume", align: "right" },
      { title: `interval${over}` },
      { title: "cells on the frontier", align: "right" },
    ],
    rows,
    terminal,
  );
}

/** A controller's curve, averaged over environments at each β. */
function meanCurve({ name, cells }: ReplayedController): PlotSeries {
  const betas = [...new Set(cells.map(({ beta }) => beta))];
  return {
    label: name,
    points: betas.map((beta) => {
      const group = cells.filter((cell) => cell.beta === beta);
      return {
        tokens: mean(group.map(({ tokens }) => tokens)),
        accuracy: mean(group.map(({ accuracy }) => accuracy)),
      };
    }),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function frontierMark({ unicode }: Pick<Terminal, "unicode">): string {
  return unicode ? "◆" : "*";
}

function formatMean(value: number): string {
  return value.toFixed(1);
}
