import type { Estimate } from "../../domain/estimate.ts";
import type { AnswerMode } from "../../domain/run-spec.ts";
import { formatAccuracy } from "../render/format-accuracy.ts";
import { formatInterval } from "../render/format-interval.ts";
import { formatTokens } from "../render/format-tokens.ts";
import { HYPERVOLUME_LEGEND } from "../render/hypervolume-legend.ts";
import { paint } from "../render/paint.ts";
import { type PlotSeries, renderPlot } from "../render/render-plot.ts";
import { renderTable, type TableColumn } from "../render/render-table.ts";
import { rulesText } from "../render/rules-text.ts";
import type { Terminal } from "../render/terminal.ts";
import { withInterval } from "../render/with-interval.ts";
import { renderCostFalls } from "./render-cost-falls.ts";
import { renderFlips } from "./render-flips.ts";
import type { ReplayDocument, ReplayedCell, ReplayedController } from "./replay-document.ts";

/** A sweep for people: a table of cells for each environment, what each controller is worth, and a plot. */
export function renderReplay(document: ReplayDocument, terminal: Terminal): string {
  const curves = document.controllers.flatMap(curvesOf);
  const cells = curves.flatMap((curve) => curve.cells.map(({ cell }) => cell));
  const environments = new Set(cells.map(({ environment }) => environment));
  const modes = new Set(cells.map(({ answers }) => answers));
  const chargesProbes = document.rules.probeCostIntervals > 0;
  const hasFalls = document.controllers.some(({ costFalls }) => costFalls.length > 0);
  const rules = rulesText(document.rules);
  const [from, to] = document.permutations;
  return [
    ...[...environments].flatMap((environment) =>
      [...modes].map((answers) =>
        [
          paint(`${environment}${modeSuffix(answers, modes.size)}`, "bold", terminal),
          cellTable({ environment, answers }, curves, { chargesProbes, ...terminal }),
          ...intervalNotes({ environment, answers }, cells),
        ].join("\n"),
      ),
    ),
    hypervolumeTable(curves, environments.size, terminal),
    renderPlot(curves.map(meanCurve), terminal),
    ...(hasFalls ? [renderCostFalls(document.controllers, terminal)] : []),
    ...(document.flips === undefined ? [] : [renderFlips(document.flips, terminal)]),
    [
      `Each question was played in ${to - from} permutations. Intervals are 95 %, over questions.`,
      "p95 is the 95th percentile over episodes of the figure before it.",
      ...(rules === "" ? [] : [rules]),
      `${frontierMark(terminal)} marks the frontier of its controller.`,
      HYPERVOLUME_LEGEND,
    ].join("\n"),
  ].join("\n\n");
}

/** A controller in one answer mode: what has a frontier and a hypervolume of its own. */
interface Curve {
  readonly name: string;
  /** Its name, and the answer mode where it is not the usual one. */
  readonly label: string;
  readonly hypervolume: Estimate;
  readonly cells: readonly { readonly cell: ReplayedCell; readonly isOnFrontier: boolean }[];
}

function curvesOf(controller: ReplayedController): readonly Curve[] {
  const { name, frontier, hypervolume, hypervolumes } = controller;
  const cells = controller.cells.map((cell, k) => ({ cell, isOnFrontier: frontier.includes(k) }));
  const modes = [...new Set(cells.map(({ cell }) => cell.answers))];
  return modes.map((mode) => ({
    name,
    label: `${name}${modeSuffix(mode, modes.length)}`,
    hypervolume: hypervolumes?.[mode] ?? hypervolume,
    cells: cells.filter(({ cell }) => cell.answers === mode),
  }));
}

/** Exact answers are what nobody expects to be told, unless they stand beside others. */
function modeSuffix(mode: AnswerMode, modeCount: number): string {
  return mode === "exact" && modeCount === 1 ? "" : `, ${mode} answers`;
}

/** Where a table's cells come from. */
type Place = Pick<ReplayedCell, "environment" | "answers">;

function isAt({ environment, answers }: Place): (cell: ReplayedCell) => boolean {
  return (cell) => cell.environment === environment && cell.answers === answers;
}

/** Where a table is shown, and whether it has a column for what probes cost. */
type View = Terminal & { readonly chargesProbes: boolean };

function cellColumns({ unicode, chargesProbes }: View): readonly TableColumn[] {
  return [
    { title: "" },
    { title: "controller" },
    { title: unicode ? "β" : "beta", align: "right" },
    { title: "accuracy %" },
    { title: "tokens" },
    { title: "p95", align: "right" },
    ...(chargesProbes ? [{ title: "for probes", align: "right" } as const] : []),
    { title: "critical path", align: "right" },
    { title: "p95", align: "right" },
    { title: "probes", align: "right" },
    { title: "opened", align: "right" },
    { title: "pruned", align: "right" },
  ];
}

function cellTable(place: Place, curves: readonly Curve[], view: View): string {
  const rows = curves.flatMap(({ name, cells }) =>
    cells
      .filter(({ cell }) => isAt(place)(cell))
      .map(({ cell, isOnFrontier }) => [
        isOnFrontier ? frontierMark(view) : "",
        name,
        cell.beta === null ? "-" : String(cell.beta),
        formatAccuracy(cell.accuracy, cell.accuracyInterval),
        withInterval(formatTokens(cell.tokens).padStart(5), cell.tokensInterval, formatTokens),
        formatTokens(cell.tokensP95),
        ...(view.chargesProbes ? [formatTokens(cell.probeTokens)] : []),
        formatTokens(cell.criticalPathTokens),
        formatTokens(cell.criticalPathTokensP95),
        formatMean(cell.probes),
        formatMean(cell.branchesOpened),
        formatMean(cell.branchesPruned),
      ]),
  );
  return renderTable(cellColumns(view), rows, view);
}

/** Why some cells have no interval, in one line; none where all have one. */
function intervalNotes(place: Place, cells: readonly ReplayedCell[]): readonly string[] {
  const reasons = cells
    .filter(isAt(place))
    .flatMap(({ accuracyIntervalReason, tokensIntervalReason }) => [
      ...(accuracyIntervalReason === undefined ? [] : [`accuracy, ${accuracyIntervalReason}`]),
      ...(tokensIntervalReason === undefined ? [] : [`tokens, ${tokensIntervalReason}`]),
    ]);
  if (reasons.length === 0) return [];
  return [`Where there is no interval: ${[...new Set(reasons)].toSorted().join("; ")}.`];
}

function hypervolumeTable(
  curves: readonly Curve[],
  environmentCount: number,
  terminal: Terminal,
): string {
  const rows = curves.map(({ label, hypervolume, cells }) => [
    label,
    hypervolume.value.toFixed(3),
    hypervolume.interval === null
      ? hypervolume.reason
      : formatInterval(hypervolume.interval, (value) => value.toFixed(3)),
    `${cells.filter(({ isOnFrontier }) => isOnFrontier).length} of ${cells.length}`,
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

/** A curve averaged over environments at each β. */
function meanCurve({ label, cells }: Curve): PlotSeries {
  const betas = [...new Set(cells.map(({ cell }) => cell.beta))];
  return {
    label,
    points: betas.map((beta) => {
      const group = cells.flatMap(({ cell }) => (cell.beta === beta ? [cell] : []));
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
