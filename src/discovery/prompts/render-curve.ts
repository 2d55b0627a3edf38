import type { CurvePoint } from "../curve-point.ts";

const HEADER =
  "| β | accuracy % | 95 % | tokens | p95 tokens | critical path | probes | opened | pruned |\n| - | - | - | - | - | - | - | - | - |";

/** A controller's measured points as one small table an environment, in the order of `environments`. */
export function renderCurve(
  points: readonly CurvePoint[],
  environments: readonly string[],
): string {
  const tables = environments.flatMap((environment) => {
    const rows = points
      .filter((point) => point.environment === environment)
      .toSorted((a, b) => (a.beta ?? 0) - (b.beta ?? 0))
      .map(renderRow);
    return rows.length === 0 ? [] : [`${environment}\n${HEADER}\n${rows.join("\n")}`];
  });
  return tables.length === 0 ? "Not measured." : tables.join("\n\n");
}

function renderRow({ beta, figures }: CurvePoint): string {
  const { accuracyInterval } = figures;
  const cells = [
    beta === null ? "none" : String(beta),
    percent(figures.accuracy),
    accuracyInterval === null ? "" : accuracyInterval.map(percent).join("–"),
    ...[figures.tokens, figures.tokensP95, figures.criticalPathTokens].map((n) => n.toFixed(0)),
    ...[figures.probes, figures.branchesOpened, figures.branchesPruned].map((n) => n.toFixed(1)),
  ];
  return `| ${cells.join(" | ")} |`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
