import type { EpisodeRules } from "../../domain/episode-rules.ts";
import type { AnswerMode } from "../../domain/run-spec.ts";
import { CONTRACT_VERSION } from "../../replay/contract.ts";
import { INVALID_ANSWER_ID } from "../../replay/environment.ts";
import type { Note } from "../../replay/take-notes.ts";
import type { TraceStep } from "../../replay/read-trace.ts";
import { REPLAY_VERSION } from "../../replay/version.ts";
import type { EpisodeTrace } from "../../sandbox/trace-episode.ts";
import type { AdmittedController } from "../sweep/admit-controllers.ts";
import { checkDigest, type Digest, type DigestCheck, digestText } from "./parse-digest.ts";

/** One action of the document. */
export interface TracedAction extends Omit<TraceStep, "answerId" | "at"> {
  /** What it revealed, `null` for no valid answer; left out where it revealed nothing. */
  readonly answer?: string | null;
  /** Newest answer of most branches that are not pruned, after this action; ties go to the first opened. */
  readonly leader: string | null;
}

/** What `trace --json` prints, and what people are shown of it. */
export interface TraceDocument {
  readonly contractVersion: number;
  readonly controller: { readonly name: string; readonly sha256: string };
  readonly environment: { readonly name: string; readonly contentHash: string };
  /** How answers compared. */
  readonly answers: AnswerMode;
  /** What the episode was played by. */
  readonly rules: EpisodeRules;
  /** `null` for a controller without knobs. */
  readonly beta: number | null;
  readonly question: { readonly index: number; readonly text: string };
  readonly permutation: number;
  readonly intervalTokens: number;
  /** `<replay version>:<eight hex digits>`, over the actions. */
  readonly digest: string;
  /** How the digest that was expected compares; left out when none was. */
  readonly expectedDigest?: { readonly digest: string; readonly check: DigestCheck };
  /** What was returned; `null` = none. */
  readonly answer: string | null;
  readonly gold: string;
  readonly correct: boolean;
  /** What the controller threw, after which it did nothing more; `null` = nothing. */
  readonly fault: string | null;
  readonly costs: {
    readonly tokens: number;
    readonly criticalPathTokens: number;
    readonly longestBranchTokens: number;
    readonly probes: number;
    /** What the probes cost, which is part of `tokens`; 0 unless the rules charge for them. */
    readonly probeTokens: number;
    readonly branchesOpened: number;
    readonly branchesPruned: number;
  };
  /** Texts behind the labels that the controller saw, label 0 first. */
  readonly labels: readonly string[];
  readonly actions: readonly TracedAction[];
  /** The controller's own reasons, each with the index of the action that it stands before. */
  readonly notes: readonly (Omit<Note, "at" | "values"> & {
    readonly before: number;
    readonly values: Readonly<Record<string, Note["values"][number][1]>>;
  })[];
  readonly notesLeftOut: number;
}

/** Which episode was traced, and what only this side knows about it. */
export interface TracedSubject {
  readonly controller: AdmittedController;
  readonly environment: TraceDocument["environment"];
  readonly beta: number | null;
  readonly question: TraceDocument["question"];
  readonly permutation: number;
  readonly mode: AnswerMode;
  readonly rules: EpisodeRules;
  readonly intervalTokens: number;
  /** Texts of the question's answers, by id. */
  readonly answers: readonly string[];
  readonly gold: string;
  readonly goldId: number;
  readonly expected: Digest | undefined;
}

/** An episode as a document: ids become texts, and the answer meets its gold. */
export function traceDocument(trace: EpisodeTrace, subject: TracedSubject): TraceDocument {
  const { controller, answers, goldId, expected, environment, beta, question } = subject;
  const { costs, steps } = trace;
  const textOf = (id: number): string | null =>
    id === INVALID_ANSWER_ID ? null : (answers[id] ?? null);
  const leaders = leadersAfter(steps);
  const seen = new Set(steps.flatMap(({ answerId }) => answerId ?? []));
  seen.delete(INVALID_ANSWER_ID);
  const hex = costs.digest.toString(16).padStart(8, "0");
  const found: Digest = { replayVersion: REPLAY_VERSION, hex };
  return {
    contractVersion: CONTRACT_VERSION,
    controller: { name: controller.name, sha256: controller.sha256 },
    environment,
    answers: subject.mode,
    rules: subject.rules,
    beta,
    question,
    permutation: subject.permutation,
    intervalTokens: subject.intervalTokens,
    digest: digestText(found),
    ...(expected !== undefined && {
      expectedDigest: { digest: digestText(expected), check: checkDigest(expected, found) },
    }),
    answer: trace.answerId < 0 ? null : textOf(trace.answerId),
    gold: subject.gold,
    correct: trace.answerId === goldId,
    fault: trace.fault ?? null,
    costs: {
      tokens: costs.tokens,
      criticalPathTokens: costs.criticalPathTokens,
      longestBranchTokens: costs.longestBranchTokens,
      probes: costs.probes,
      probeTokens: subject.rules.probeCostIntervals * subject.intervalTokens * costs.probes,
      branchesOpened: costs.branchesOpened,
      branchesPruned: costs.branchesPruned,
    },
    labels: [...seen].map((id) => textOf(id) ?? ""),
    actions: steps.map((step, k) => ({
      batch: step.batch,
      action: step.action,
      branch: step.branch,
      depth: step.depth,
      finished: step.finished,
      chargeTokens: step.chargeTokens,
      tokens: step.tokens,
      criticalPathTokens: step.criticalPathTokens,
      ...(step.answerId !== null && { answer: textOf(step.answerId) }),
      leader: leaders[k] === undefined ? null : textOf(leaders[k]),
    })),
    notes: trace.notes.map(({ at, reason, values }) => {
      const next = steps.findIndex((step) => step.at >= at);
      const before = next < 0 ? steps.length : next;
      return { before, reason, values: Object.fromEntries(values) };
    }),
    notesLeftOut: trace.notesLeftOut,
  };
}

/** Id of the leading answer after each step, where there is one. */
function leadersAfter(steps: readonly TraceStep[]): (number | undefined)[] {
  /** Newest answer of each branch that is not pruned, in opening order. */
  const newest = new Map<number, number>();
  const leaders: (number | undefined)[] = [];
  let leader: number | undefined;
  for (const { action, branch, answerId } of steps) {
    if (action === "PRUNE") newest.delete(branch);
    else if (answerId !== null) newest.set(branch, answerId);
    if (action === "PRUNE" || answerId !== null) leader = majorityOf(newest);
    leaders.push(leader);
  }
  return leaders;
}

function majorityOf(newest: ReadonlyMap<number, number>): number | undefined {
  const votes = new Map<number, number>();
  const inOpeningOrder = [...newest].toSorted(([a], [b]) => a - b);
  for (const [, id] of inOpeningOrder) {
    if (id !== INVALID_ANSWER_ID) votes.set(id, (votes.get(id) ?? 0) + 1);
  }
  let leader: number | undefined;
  for (const [id, count] of votes) {
    if (leader === undefined || count > (votes.get(leader) ?? 0)) leader = id;
  }
  return leader;
}
