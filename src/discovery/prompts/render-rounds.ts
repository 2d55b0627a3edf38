import type { CandidateRecord, History, RoundRecord } from "../history.ts";
import type { EffectScore } from "../score-prediction.ts";
import { renderCurve } from "./render-curve.ts";
import { renderDiagnostics, renderFindings } from "./render-feedback.ts";

/** Sources shown in full: the best so many, and those of the last round. */
const BEST_SOURCES_SHOWN = 3;

/** The run so far: what was tried, what was said about it, and what came out. */
export function renderRounds(history: History): string {
  if (history.rounds.length === 0) return "No round has been played yet.";
  const shown = new Set(sourcesShown(history));
  return history.rounds.map((round) => renderRound(round, history, shown)).join("\n\n");
}

function renderRound(
  { round, outcome, reason, candidates }: RoundRecord,
  history: History,
  shown: ReadonlySet<CandidateRecord>,
): string {
  const title = `## Round ${round}: ${outcome}${reason === null ? "" : ` (${reason})`}`;
  const parts = candidates.map((one) => renderCandidate(one, history, shown.has(one)));
  return [title, ...parts].join("\n\n");
}

function renderCandidate(
  candidate: CandidateRecord,
  { environments }: History,
  withSource: boolean,
): string {
  const { name, state, reason, score, hypothesis, prediction, findings, diagnostics } = candidate;
  const outcome =
    score === null
      ? `${state}${reason === null ? "" : `: ${reason}`}`
      : `score ${score.toFixed(4)}`;
  const parts = [`### ${name ?? "candidate"}: ${outcome}`, `Hypothesis: ${hypothesis}`];
  if (prediction !== null && prediction.held !== null) {
    const share = `${(100 * prediction.held).toFixed(0)} % of the predicted figures held.`;
    parts.push([share, ...prediction.effects.map(renderEffect)].join("\n"));
  }
  if (findings.length > 0) parts.push(`Review:\n${renderFindings(findings)}`);
  if (diagnostics.length > 0) parts.push(`Compile gate:\n${renderDiagnostics(diagnostics)}`);
  if (candidate.points.length > 0) parts.push(renderCurve(candidate.points, environments));
  parts.push(withSource ? `<source>\n${candidate.source}\n</source>` : "(source left out)");
  return parts.join("\n\n");
}

function renderEffect({ effect, measured, accuracyHeld, tokensHeld }: EffectScore): string {
  const { reference, environments, betas, accuracyPoints, tokenRatio } = effect;
  const where = `${environments.join(", ")} at β ${betas.join(", ") || "none"}`;
  const predicted = `${signed(accuracyPoints)} points, tokens × ${tokenRatio.toFixed(2)}`;
  if (measured === null)
    return `- beside ${reference}, ${where}: predicted ${predicted}; not measured`;
  const points = `${signed(measured.accuracyPoints)} points (${accuracyHeld ? "held" : "missed"})`;
  const tokens = `tokens × ${measured.tokenRatio.toFixed(2)} (${tokensHeld ? "held" : "missed"})`;
  return `- beside ${reference}, ${where}: predicted ${predicted}; measured ${points}, ${tokens}`;
}

function signed(points: number): string {
  return `${points < 0 ? "−" : "+"}${Math.abs(points).toFixed(1)}`;
}

function sourcesShown({ rounds }: History): CandidateRecord[] {
  const best = rounds
    .flatMap((round) => round.candidates)
    .filter((candidate) => candidate.score !== null)
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .slice(0, BEST_SOURCES_SHOWN);
  return [...best, ...(rounds.at(-1)?.candidates ?? [])];
}
