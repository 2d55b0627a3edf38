import type { EpisodeRules } from "../domain/episode-rules.ts";
import { ADVANCED, FAULT, FINISHED, NO_VALID_ANSWER, NOTHING } from "./contract.ts";
import { INVALID_ANSWER_ID, type ReplayTables } from "./environment.ts";
import {
  ACTION,
  BEGIN_BATCH,
  BRANCH,
  BRANCHES_MAX,
  CONTINUE,
  CONTINUE_PROBE,
  CONTINUE_PROBE_ALL,
  createKernel,
  END_BATCH,
  type EpisodeCosts,
  INDEX,
  type Kernel,
  PROBE,
  PRUNE,
  READ,
} from "./kernel.ts";

/** What an episode is recorded as: what was done, and what was answered. */
export interface RecordedEpisode {
  /** Number of the question in the tables. */
  readonly question: number;
  /** Number of the permutation in the orders. */
  readonly permutation: number;
  /** Actions as the kernel records them. */
  readonly trace: Uint16Array;
  /** Id of the answer that was returned; −1 = none. */
  readonly answerId: number;
}

/** What a trace comes to, or the first of its actions that cannot have been done. */
export type TraceReading =
  | { readonly ok: true; readonly costs: Readonly<EpisodeCosts> }
  | {
      readonly ok: false;
      /** Position in the trace; its length for what is wrong with the end. */
      readonly at: number;
      /** The action, the rule and the state, as a sentence. */
      readonly reason: string;
    };

/** One action, and how things stand after it. */
export interface TraceStep {
  /** Position in the trace. */
  readonly at: number;
  /** Batches count from 1; `null` for what is pruned between batches, which takes no time. */
  readonly batch: number | null;
  readonly action: "BRANCH" | "READ" | "CONTINUE" | "CONTINUE_PROBE" | "PROBE" | "PRUNE";
  readonly branch: number;
  /** Intervals revealed on this branch. */
  readonly depth: number;
  readonly finished: boolean;
  readonly chargeTokens: number;
  /** Spent so far, on all branches. */
  readonly tokens: number;
  /** Of what was done so far, this batch's most expensive branch included. */
  readonly criticalPathTokens: number;
  /** Id of the answer that this action revealed, INVALID_ANSWER_ID for none that is valid; `null` = it revealed nothing. */
  readonly answerId: number | null;
}

/** Reads traces, one after the other. */
export type TraceReader = (
  episode: RecordedEpisode,
  onStep?: (step: TraceStep) => void,
) => TraceReading;

/**
 * A reader of traces on these tables. It does every recorded action again on a kernel of its own, so what an
 * episode cost and whether it had seen what it answered follow from the tables, and not from what its
 * player reports. A trace is untrusted: any words give a reading.
 *
 * @param orders as for `createKernel`.
 */
export function createTraceReader(
  tables: ReplayTables,
  orders: Readonly<Record<number, Uint16Array>>,
  rules: EpisodeRules,
): TraceReader {
  const kernel = createKernel(tables, orders, rules);
  const probed = new Int32Array(BRANCHES_MAX);
  const { probeCostIntervals } = rules;
  return ({ question, permutation, trace, answerId }, onStep) => {
    kernel.begin(question, permutation);
    const observe = onStep === undefined ? undefined : observer(kernel, onStep);
    const redone = { kernel, probed, running: new Set<number>(), probeCostIntervals };
    const stopped = followTrace(redone, trace, observe);
    const known = answerId === -1 || isRevealed(kernel, answerId);
    const costs = { ...kernel.end() };
    if (stopped !== undefined) return { ok: false, ...stopped };
    if (known) return { ok: true, costs };
    const reason = `Cannot ANSWER with answer ${answerId}: an episode answers with what it has seen, and none of its ${costs.branchesOpened} branches revealed it.`;
    return { ok: false, at: trace.length, reason };
  };
}

type Observe = (at: number, word: number, before: number) => void;

/** An episode that is done again. */
interface Redone {
  readonly kernel: Kernel;
  /** Depth at which each branch was probed last: a probe is recorded where it reveals, and there alone. */
  readonly probed: Int32Array;
  /** Branches that can go on, in the order in which they were opened. */
  readonly running: Set<number>;
  readonly probeCostIntervals: number;
}

/** Does all actions again. @returns where it had to stop, and why. */
function followTrace(
  redone: Redone,
  trace: Uint16Array,
  observe: Observe | undefined,
): { at: number; reason: string } | undefined {
  const { leaves } = redone.kernel;
  /** Where the batch at hand began; −1 outside of one. */
  let began = -1;
  for (let at = 0; at < trace.length; at++) {
    const written = trace[at]!;
    const isWhole = (written & ACTION) === CONTINUE_PROBE_ALL;
    const refusal = isWhole ? wholeRefusal(redone, written, at, began) : undefined;
    if (refusal !== undefined) return { at, reason: refusal };
    for (const word of isWhole ? wholeBatch(redone) : [written]) {
      const action = word & ACTION;
      const before = observe === undefined ? 0 : leaves.spentTokens();
      let reason: string | undefined;
      if (action === BEGIN_BATCH || action === END_BATCH) {
        reason = isWhole ? undefined : markRefusal(word, at, began);
        if (action === BEGIN_BATCH) leaves.beginBatch();
        else leaves.endBatch();
        const isClosed = reason === undefined && action === END_BATCH;
        if (isClosed && redone.kernel.recordedCount() !== at + 1) {
          return { at: began, reason: SPELLED_OUT };
        }
        began = action === BEGIN_BATCH ? at : -1;
      } else if (action === PRUNE && began === at - 1 && began >= 0) {
        reason = LATE_MARK;
      } else {
        reason = redo(redone, word, isWhole);
      }
      if (reason !== undefined) return { at, reason };
      observe?.(at, word, before);
    }
  }
  if (began < 0) return undefined;
  const reason = `Cannot end inside a batch: the one that began at action ${began} has no end.`;
  return { at: trace.length, reason };
}

/** The actions that stand behind the one word for all branches that can go on. */
function wholeBatch({ running }: Redone): number[] {
  return [BEGIN_BATCH, ...Array.from(running, (index) => CONTINUE_PROBE | index), END_BATCH];
}

function wholeRefusal(
  { running }: Redone,
  word: number,
  at: number,
  began: number,
): string | undefined {
  if (running.size === 0) return "Cannot CONTINUE all branches: none can go on.";
  return markRefusal(BEGIN_BATCH | (word & INDEX), at, began);
}

/**
 * Does one action again.
 *
 * @param finishes whether a step that is probed may finish its branch instead.
 * @returns why it cannot have been done.
 */
function redo(
  { kernel, probed, running, probeCostIntervals }: Redone,
  word: number,
  finishes: boolean,
): string | undefined {
  const { leaves } = kernel;
  const index = word & INDEX;
  switch (word & ACTION) {
    case BRANCH:
    case READ: {
      const opened = leaves.open((word & ACTION) === READ);
      if (opened === FAULT) return leaves.faultText();
      if (opened !== index) return openingRefusal(kernel, word, opened);
      probed[index] = 0;
      if (!leaves.finished(index)) running.add(index);
      return undefined;
    }
    case CONTINUE: {
      const outcome = leaves.advance(index, false);
      if (outcome === FINISHED) running.delete(index);
      if (outcome === ADVANCED || outcome === FINISHED) return undefined;
      return outcome === FAULT ? leaves.faultText() : unaffordable(kernel, "CONTINUE", index);
    }
    case CONTINUE_PROBE: {
      const before = leaves.spentIntervals();
      const outcome = leaves.advance(index, true);
      if (outcome === FAULT) return leaves.faultText();
      if (outcome === FINISHED) {
        running.delete(index);
        if (finishes) return undefined;
        return `Cannot CONTINUE and PROBE branch ${index}: the step finishes it (at depth ${leaves.depth(index)}), which tells its answer.`;
      }
      probed[index] = leaves.depth(index);
      const isAfforded =
        outcome === ADVANCED && leaves.spentIntervals() - before >= 1 + probeCostIntervals;
      return isAfforded ? undefined : unaffordable(kernel, "CONTINUE and PROBE", index);
    }
    case PROBE: {
      const depth = leaves.depth(index);
      const isKnown = leaves.finished(index) || (depth > 0 && probed[index] === depth);
      const outcome = leaves.probe(index);
      if (outcome === FAULT) return leaves.faultText();
      if (outcome === NOTHING) return unaffordable(kernel, "PROBE", index);
      if (isKnown) {
        return `Cannot PROBE branch ${index} and have it recorded: its answer is known (at depth ${depth}), and asking again is no action.`;
      }
      probed[index] = depth;
      return undefined;
    }
    case PRUNE:
      running.delete(index);
      return leaves.prune(index) === FAULT ? leaves.faultText() : undefined;
    default:
      return `Cannot do ${hex(word)}: no action has this code.`;
  }
}

const SPELLED_OUT =
  "Cannot begin a batch here: one in which every branch that can go on takes a step, and is probed, is one word.";

const LATE_MARK =
  "Cannot begin a batch here: its mark stands right before its first BRANCH, READ, CONTINUE or PROBE.";

function isRevealed(kernel: Kernel, answerId: number): boolean {
  // Labels are given out in order, so the first that is none is the end of them.
  for (let label = 0, id = 0; id >= 0; label++) {
    id = kernel.answerIdOf(label);
    if (id >= 0 && id === answerId) return true;
  }
  return false;
}

function openingRefusal({ leaves }: Kernel, word: number, opened: number): string {
  const action = (word & ACTION) === READ ? "READ" : "BRANCH";
  const index = word & INDEX;
  return opened === NOTHING
    ? `Cannot ${action} branch ${index}: recorded branches, width or budget are used up (${leaves.remainingIntervals()} intervals left).`
    : `Cannot ${action} branch ${index}: branches are opened in order, and the next one is branch ${opened}.`;
}

function unaffordable({ leaves }: Kernel, action: string, index: number): string {
  return `Cannot ${action} branch ${index}: the budget does not cover it (${leaves.remainingIntervals()} intervals left).`;
}

function markRefusal(word: number, at: number, began: number): string | undefined {
  if ((word & INDEX) !== 0) return `Cannot read the mark ${hex(word)}: marks name no branch.`;
  if ((word & ACTION) === BEGIN_BATCH) {
    if (began < 0) return undefined;
    return `Cannot begin a batch: the one that began at action ${began} has not ended.`;
  }
  if (began < 0) return "Cannot end a batch: none has begun.";
  return began === at - 1 ? LATE_MARK : undefined;
}

function hex(word: number): string {
  return `0x${word.toString(16).padStart(4, "0")}`;
}

const NAMES = new Map<number, TraceStep["action"]>([
  [BRANCH, "BRANCH"],
  [READ, "READ"],
  [CONTINUE, "CONTINUE"],
  [CONTINUE_PROBE, "CONTINUE_PROBE"],
  [PROBE, "PROBE"],
  [PRUNE, "PRUNE"],
]);

/** Tells of each action what it came to. */
function observer({ leaves, answerIdOf }: Kernel, onStep: (step: TraceStep) => void): Observe {
  let batch = 0;
  let isOpen = false;
  /** Of the batches that have ended. */
  let waited = 0;
  let slowest = 0;
  let charged = new Map<number, number>();
  return (at, word, before) => {
    const finishes = (word & ACTION) === CONTINUE_PROBE && leaves.finished(word & INDEX);
    const action = finishes ? "CONTINUE" : NAMES.get(word & ACTION);
    if (action === undefined) {
      isOpen = (word & ACTION) === BEGIN_BATCH;
      if (isOpen) batch++;
      waited += slowest;
      slowest = 0;
      charged = new Map();
      return;
    }
    const branch = word & INDEX;
    const tokens = leaves.spentTokens();
    const chargeTokens = tokens - before;
    if (isOpen) {
      const inBatch = (charged.get(branch) ?? 0) + chargeTokens;
      charged.set(branch, inBatch);
      slowest = Math.max(slowest, inBatch);
    } else if (action !== "PRUNE") {
      batch++;
      waited += chargeTokens;
    }
    const finished = leaves.finished(branch);
    const isProbe = action === "PROBE" || action === "CONTINUE_PROBE";
    const reveals = isProbe || (finished && action !== "PRUNE");
    const label = leaves.answer(branch);
    onStep({
      at,
      batch: action === "PRUNE" && !isOpen ? null : batch,
      action,
      branch,
      depth: leaves.depth(branch),
      finished,
      chargeTokens,
      tokens,
      criticalPathTokens: waited + slowest,
      answerId: !reveals ? null : label === NO_VALID_ANSWER ? INVALID_ANSWER_ID : answerIdOf(label),
    });
  };
}
