import { formatEstimate } from "../render/format-estimate.ts";
import type { ReportBlock } from "../render/render-report.ts";
import { formatKiloTokens } from "./format-kilo-tokens.ts";
import { methodName } from "./method-name.ts";
import type { ReproductionDocument } from "./reproduction-document.ts";

/** What the papers tell beside their tables: the headline, widths and depths, the search, the demo. */
export function reportFacts(document: ReproductionDocument): readonly ReportBlock[] {
  return [
    ...headline(document),
    ...widthAndDepth(document),
    ...search(document),
    ...demoCase(document),
  ];
}

function headline({ headline: { publishedPercent, printed, ours } }: ReproductionDocument) {
  const items = [
    `paper: ${publishedPercent} % fewer tokens than sc@64 at β = 0.5`,
    `from its printed cells: ${percent(printed.meanOfReductions)} as the mean over 8 held-out cells of 1 − cmc's tokens / sc@64's; ${percent(printed.onSummedTokens)} as the same on the sums over these cells`,
  ];
  if (ours !== null) {
    const { environments, meanOfReductions, onSummedTokens } = ours;
    items.push(
      `ours, in %: ${formatEstimate(meanOfReductions, points)} as the mean over ${environments.length} held-out cells; ${formatEstimate(onSummedTokens, points)} on their sums`,
    );
  }
  return [
    { kind: "heading", text: "Headline: tokens saved" },
    { kind: "list", items },
  ] as const;
}

function widthAndDepth({ widthAndDepth: methods }: ReproductionDocument) {
  return [
    { kind: "heading", text: "Mean width × mean depth" },
    {
      kind: "table",
      columns: [{ title: "method" }, { title: "branches" }, { title: "intervals a branch" }],
      rows: methods.map((method) => [
        methodName(method),
        formatEstimate(method.width, tenths, 4),
        formatEstimate(method.depth, tenths, 4),
      ]),
    },
    {
      kind: "paragraph",
      text: "Means over the environments above; depth is tokens / (branches × 500).",
    },
  ] as const;
}

function search({ searchRounds, searchCost: { usd, minutes, rounds } }: ReproductionDocument) {
  return [
    { kind: "heading", text: "The published search (AIME24, mean of four models, best β)" },
    {
      kind: "table",
      columns: [
        { title: "round", align: "right" },
        { title: "paper %", align: "right" },
        { title: "paper tokens", align: "right" },
        { title: "ours %" },
        { title: "our tokens" },
      ],
      rows: searchRounds.map(({ round, accuracyPercent, kiloTokens, ours }) => [
        String(round),
        accuracyPercent.toFixed(2),
        kiloTokens.toFixed(1),
        ours === null ? "-" : formatEstimate(ours.accuracy, points),
        ours === null ? "-" : formatEstimate(ours.tokens, formatKiloTokens),
      ]),
    },
    {
      kind: "paragraph",
      text: `The last round's controller ships as cmc; ours is its best β by accuracy, as in the paper. Cited, not measured here: ${rounds} rounds took $${usd} and ${minutes} minutes.`,
    },
  ] as const;
}

function demoCase({ demoCase: demo }: ReproductionDocument): readonly ReportBlock[] {
  const { environment, question, gold, trap, rightShares } = demo;
  if (rightShares.length === 0) return [];
  return [
    {
      kind: "heading",
      text: `The demo question (${environment}, index ${question}; ${gold} is right, ${trap} the trap of stopping early)`,
    },
    {
      kind: "table",
      columns: [{ title: "method" }, { title: "permutations that end right, %" }],
      rows: rightShares.map((one) => [methodName(one), formatEstimate(one.share, points, 6)]),
    },
    {
      kind: "paragraph",
      text: "Intervals are over permutations here: this is one question, and says nothing of others.",
    },
  ];
}

function percent(share: number): string {
  return `${points(share)} %`;
}

function tenths(figure: number): string {
  return figure.toFixed(1);
}

/** To two decimals, as the archived evaluations of the search have them. */
function points(share: number): string {
  return (100 * share).toFixed(2);
}
