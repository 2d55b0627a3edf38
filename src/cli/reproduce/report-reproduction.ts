import { formatAccuracy } from "../render/format-accuracy.ts";
import { formatPoints } from "../render/format-percent.ts";
import type { ReportBlock } from "../render/render-report.ts";
import type { TableColumn } from "../render/render-table.ts";
import { withInterval } from "../render/with-interval.ts";
import type { ComparedCell } from "./compare-rows.ts";
import type { Curve, ReproductionDocument } from "./reproduction-document.ts";
import { reportFacts } from "./report-facts.ts";

const DATASET_TITLES: Readonly<Record<string, string>> = {
  aime24: "AIME24 (search)",
  aime25: "AIME25 (held out)",
  hmmt25: "HMMT25 (held out)",
};

/** Methods in a plot: as many as it has marks. */
const SERIES_MAX = 8;

/** The published tables and figures beside ours, for people. */
export function reportReproduction(document: ReproductionDocument): readonly ReportBlock[] {
  const { permutations, missing, mainTable, parallelProbeTable, curves } = document;
  return [
    { kind: "heading", text: "Published figures beside ours" },
    {
      kind: "paragraph",
      text: `Each question was played in ${permutations} permutations, with answers compared as exact texts. Accuracies are in %, with their 95 % interval over questions where the questions support one; tokens are in thousands and are exact means over these questions. Printed figures are in the columns "paper".`,
    },
    ...(missing.length === 0
      ? []
      : ([
          {
            kind: "paragraph",
            text: `NOT THERE, and so without figures of ours: ${missing.join(", ")}.`,
          },
        ] as const)),
    { kind: "heading", text: "Agreement with the published implementation" },
    { kind: "paragraph", text: agreementText(document) },
    ...tables("Main table", mainTable, "over the two held-out sets"),
    ...tables("Parallel-Probe table", parallelProbeTable, "over all three sets"),
    ...reportFacts(document),
    ...curves.flatMap(curveBlocks),
  ];
}

function agreementText({ agreement }: ReproductionDocument): string {
  if (agreement === null) {
    return "Not checked: the published implementation averages over 100 permutations, and others were played.";
  }
  const { cells, accuracyDeviation, tokensDeviation, agrees, deviating } = agreement;
  const figures = `accuracy is off by ${accuracyDeviation.toFixed(2)} points at most, mean tokens by ${tokensDeviation.toFixed(4)}`;
  return agrees
    ? `All ${cells} cells agree: ${figures}.`
    : `${deviating.length} of ${cells} cells deviate (${figures}): ${deviating.join("; ")}.`;
}

/** A table for each set that we have something of, one of averages, and the remarks on them. */
function tables(
  title: string,
  cells: readonly ComparedCell[],
  averagedOver: string,
): readonly ReportBlock[] {
  const byDataset = [...Map.groupBy(cells, ({ dataset }) => dataset)];
  return byDataset.flatMap(([dataset, own]): readonly ReportBlock[] => {
    if (own.every(({ ours, remark }) => ours === null && remark === null)) return [];
    const heading = DATASET_TITLES[dataset] ?? `averages ${averagedOver}`;
    const remarks = [...new Set(own.flatMap(({ remark }) => remark ?? []))];
    return [
      { kind: "heading", text: `${title}: ${heading}` },
      comparedTable(own, remarks),
      ...(remarks.length === 0
        ? []
        : ([{ kind: "list", items: remarks.map((text, k) => `(${k + 1}) ${text}`) }] as const)),
    ];
  });
}

function comparedTable(cells: readonly ComparedCell[], remarks: readonly string[]): ReportBlock {
  const isTimed = cells.some(({ published }) => published.sequentialKiloTokens !== undefined);
  const columns: readonly TableColumn[] = [
    { title: "model" },
    { title: "method" },
    { title: "paper %", align: "right" },
    { title: "ours %" },
    ...(isTimed ? sequentialColumns() : []),
    { title: "paper tokens", align: "right" },
    { title: "our tokens", align: "right" },
    { title: "remark" },
  ];
  const rows = cells.map(({ model, controller, beta, published, ours, remark }) => [
    model,
    methodName(controller, beta),
    published.accuracyPercent.toFixed(1),
    ours === null ? "-" : formatAccuracy(ours.accuracy.value, ours.accuracy.interval),
    ...(isTimed
      ? [published.sequentialKiloTokens?.toFixed(1) ?? "-", kilo(ours?.sequentialTokens)]
      : []),
    published.kiloTokens.toFixed(1),
    kilo(ours?.tokens),
    remark === null ? "" : `(${remarks.indexOf(remark) + 1})`,
  ]);
  return { kind: "table", columns, rows };
}

function sequentialColumns(): readonly TableColumn[] {
  return [
    { title: "paper seq.", align: "right" },
    { title: "our seq.", align: "right" },
  ];
}

/** The Pareto figure of one environment: the curve over β, and the methods without a knob as points. */
function curveBlocks({ environment, cells, falls }: Curve): readonly ReportBlock[] {
  const byController = [...Map.groupBy(cells, ({ controller }) => controller)];
  const tokensOverBeta =
    falls.length === 0
      ? "Mean tokens rise with β throughout."
      : `Mean tokens fall at β = ${falls.join(", ")}.`;
  return [
    { kind: "heading", text: `Accuracy over tokens: ${environment}` },
    {
      kind: "plot",
      series: byController.slice(0, SERIES_MAX).map(([label, own]) => ({
        label,
        points: own.map(({ tokens, accuracy }) => ({ tokens, accuracy: accuracy.value })),
      })),
    },
    {
      kind: "table",
      columns: [
        { title: "method" },
        { title: "accuracy %" },
        { title: "tokens", align: "right" },
        { title: "critical path", align: "right" },
        { title: "longest", align: "right" },
      ],
      rows: cells.map(({ controller, beta, accuracy, ...tokens }) => [
        methodName(controller, beta),
        withInterval(formatPoints(accuracy.value).padStart(5), accuracy.interval, formatPoints),
        kilo(tokens.tokens),
        kilo(tokens.criticalPathTokens),
        kilo(tokens.longestBranchTokens),
      ]),
    },
    { kind: "paragraph", text: tokensOverBeta },
  ];
}

function methodName(controller: string, beta: number | null): string {
  return beta === null ? controller : `${controller} β = ${beta}`;
}

/** Thousands to one decimal, as the papers print them. */
function kilo(tokens: number | undefined): string {
  return tokens === undefined ? "-" : (tokens / 1000).toFixed(1);
}
