import { statedEstimateOf } from "../../domain/stated-estimate.ts";
import type { HeldOutEvaluation, HeldOutVerdict } from "../../schemas/held-out-evaluation.ts";
import { formatDifference } from "../render/format-difference.ts";
import { formatPoints } from "../render/format-percent.ts";
import { formatTokens } from "../render/format-tokens.ts";
import { OUTLIER_LEGEND } from "../render/outlier-legend.ts";
import { paint } from "../render/paint.ts";
import { renderTable } from "../render/render-table.ts";
import type { Terminal } from "../render/terminal.ts";

type Difference = HeldOutVerdict["differences"][number];

/** A held-out evaluation for people: who was compared on what, the how-manieth look it was, and the verdict. */
export function renderVerdict(evaluation: HeldOutEvaluation, terminal: Terminal): string {
  const { id, spec, look, verdict, state, reason } = evaluation;
  const looks = look === null ? "no look yet" : `look ${look} at these data`;
  const [ours, theirs] = [nameOf(spec.controller), nameOf(spec.baseline)];
  const head = [
    `Held out: ${paint(ours, "bold", terminal)} beside ${theirs} on ${spec.environments.join(", ")}`,
    `  evaluation ${id}, ${looks}`,
  ].join("\n");
  if (verdict === null) return `${head}\n  ${state}${reason === null ? "" : `: ${reason}`}`;
  const betas = [...new Set(verdict.differences.map(({ beta }) => beta))];
  const rows = betas.map((beta) => {
    const at = (quantity: Difference["quantity"]): Difference | undefined =>
      verdict.differences.find((each) => each.beta === beta && each.quantity === quantity);
    return [
      beta === null ? "-" : String(beta),
      show(at("accuracy"), formatPoints),
      show(at("tokens"), formatTokens),
      show(at("criticalPathTokens"), formatTokens),
    ];
  });
  const table = renderTable(
    [
      { title: terminal.unicode ? "β" : "beta", align: "right" },
      { title: "accuracy, points" },
      { title: "tokens" },
      { title: "critical path" },
    ],
    rows,
    terminal,
  );
  const hasOutlier = verdict.differences.some(({ outlierShare }) => outlierShare !== null);
  const legend = `${ours} minus ${theirs} at equal ${terminal.unicode ? "β" : "beta"}, where the two may spend very differently: read the columns together.\nMeans over environments, with 95 % intervals over questions.${hasOutlier ? `\n${OUTLIER_LEGEND}` : ""}`;
  return `${head}\n\n${table}\n${legend}`;
}

function nameOf({ name, hash }: { readonly name: string | null; readonly hash: string }): string {
  return name ?? hash.slice(0, 8);
}

function show(difference: Difference | undefined, format: (value: number) => string): string {
  return difference === undefined ? "" : formatDifference(statedEstimateOf(difference), format);
}
