import type { Candidate } from "../../schemas/candidate.ts";
import { selectionScore } from "../../domain/select-controller.ts";
import type { Run } from "../../schemas/run.ts";
import { renderVerdict } from "../held-out/render-verdict.ts";
import { clipText } from "../render/clip-text.ts";
import { formatDuration } from "../render/format-duration.ts";
import { formatPercent } from "../render/format-percent.ts";
import { formatScore } from "../render/format-score.ts";
import { formatUsd } from "../render/format-usd.ts";
import { paint } from "../render/paint.ts";
import { renderTable } from "../render/render-table.ts";
import type { Terminal } from "../render/terminal.ts";
import { candidateName, describeSelection } from "./describe-selection.ts";
import { renderCurves } from "./render-curves.ts";
import type { RunView } from "./read-run-view.ts";

/** Cells of a line that a hypothesis gets at least. */
const WORDS_WIDTH_MIN = 24;

/** A run for people: where it stands, its rounds, the best controller beside the baselines, the verdict. */
export function renderRun({ run, rounds, curves, heldOut }: RunView, terminal: Terminal): string {
  const candidates = rounds.flatMap((round) => round.candidates);
  return [
    renderHead(run, candidates, terminal),
    candidates.length === 0
      ? "No round has a candidate yet."
      : renderRounds(run, candidates, terminal),
    renderCurves(curves, terminal),
    ...(heldOut === null ? [] : [renderVerdict(heldOut, terminal)]),
  ].join("\n\n");
}

function renderHead(run: Run, candidates: readonly Candidate[], terminal: Terminal): string {
  const { id, spec, best, selection, startedAt, finishedAt } = run;
  const why = run.reason === null ? "" : ` (${run.reason})`;
  const duration =
    startedAt === null || finishedAt === null
      ? ""
      : ` in ${formatDuration(Date.parse(finishedAt) - Date.parse(startedAt))}`;
  const where =
    run.currentRound === null || finishedAt !== null
      ? ""
      : `, round ${run.currentRound} of ${spec.roundsMax}, ${run.currentStage ?? "between stages"}`;
  const budget = spec.budgetUsd === null ? "" : ` of ${formatUsd(spec.budgetUsd)}`;
  const facts: [string, string][] = [
    ["environments", run.environments.map(({ name }) => name).join(", ")],
    ["proposer", `${spec.proposer.kind}, critic ${spec.critic.kind}, seed ${spec.seed}`],
    ["spent", formatUsd(run.spentUsd) + budget],
  ];
  const winner = candidates.find(
    ({ round, index }) => round === best?.round && index === best.index,
  );
  if (winner !== undefined) {
    const chosen = selection === null ? "so far" : describeSelection(selection);
    const name = winner.controllerName ?? winner.controllerHash.slice(0, 8);
    facts.push(["best", `${paint(name, "bold", terminal)} of ${candidateName(winner)}, ${chosen}`]);
  }
  return [
    `Run ${paint(id, "bold", terminal)} ${run.state}${why}${duration}${where}`,
    ...facts.map(([label, text]) => `  ${label.padEnd(13)} ${text}`),
  ].join("\n");
}

function renderRounds(run: Run, candidates: readonly Candidate[], terminal: Terminal): string {
  const isBest = ({ round, index }: Candidate): boolean =>
    round === run.best?.round && index === run.best.index;
  const mark = terminal.unicode ? "◆" : "*";
  const isPredicted = candidates.some((candidate) => foreseen(candidate) !== "");
  const columns = [
    { title: "" },
    { title: "round", align: "right" },
    { title: "controller" },
    { title: "score" },
    ...(isPredicted ? [{ title: "foreseen", align: "right" } as const] : []),
  ] as const;
  const figures = candidates.map((candidate) => [
    isBest(candidate) ? mark : "",
    candidate.index === 0 ? String(candidate.round) : "",
    candidate.controllerName ?? candidate.controllerHash.slice(0, 8),
    scoreOrState(run, candidate),
    ...(isPredicted ? [foreseen(candidate)] : []),
  ]);
  const taken = renderTable(columns, figures, { colour: false, unicode: false }).split("\n", 2)[1];
  const room = Math.max(terminal.width - (taken?.length ?? 0) - 2, WORDS_WIDTH_MIN);
  return renderTable(
    [...columns, { title: "idea, or why it failed" }],
    figures.map((row, index) => [
      ...row,
      clipText(wordsOf(run, candidates[index]), room, terminal),
    ]),
    terminal,
  );
}

/** What a candidate is worth; where it stands, or how it ended, when it has no score. */
function scoreOrState({ spec }: Run, { stage, state, curve }: Candidate): string {
  if (state === "scored" && curve !== null)
    return formatScore(selectionScore(spec.selection, curve));
  return state === "proposed" ? stage : state;
}

/** Given sources come without a hypothesis of their own: their idea says more. */
function wordsOf({ spec }: Run, candidate: Candidate | undefined): string {
  if (candidate === undefined) return "";
  const { reason, hypothesis, controllerIdea } = candidate;
  return reason ?? (spec.proposer.kind === "sequence" ? controllerIdea : null) ?? hypothesis;
}

/** Share of the figures that its author predicted and that came out so. */
function foreseen({ predictionScore }: Candidate): string {
  const held = predictionScore?.["held"];
  return typeof held === "number" ? formatPercent(held) : "";
}
