import type { EpisodeRules } from "../domain/episode-rules.ts";
import { INVALID_ANSWER_ID, type ReplayTables } from "./environment.ts";
import {
  ACTION,
  BEGIN_BATCH,
  BRANCH,
  BRANCHES_MAX,
  CONTINUE,
  CONTINUE_PROBE,
  CONTINUE_PROBE_ALL,
  END_BATCH,
  type EpisodeCosts,
  INDEX,
  PROBE,
  PRUNE,
  READ,
} from "./kernel.ts";

/**
 * Computes what an episode cost from its recorded actions and the tables, without the kernel and at a
 * fraction of its time: this is done for every episode of every sweep.
 *
 * @param from where the episode's actions begin in `words`, `to` where they end. They are untrusted.
 * @param answerId id of the answer that was returned; −1 = none.
 * @returns the costs, in the same object every time, or nothing where no episode can have acted so or seen
 *   that answer. `createTraceReader` says why.
 */
export type RecomputeEpisode = (
  question: number,
  permutation: number,
  words: Uint16Array,
  from: number,
  to: number,
  answerId: number,
) => Readonly<EpisodeCosts> | undefined;

// What a branch may still do, in one number: twice the intervals before its last one, and 1 more once it was
// probed where it stands. Below that it can do nothing.
const DONE = -1;
const PRUNED = -2;
const UNOPENED = -3;

const { imul, max, min } = Math;

/** @param orders as for `createKernel`. */
export function createRecomputation(
  { branchOffsets, probeOffsets, probes, finals, branchTokens, intervalTokens }: ReplayTables,
  orders: Readonly<Record<number, Uint16Array>>,
  rules: EpisodeRules,
): RecomputeEpisode {
  const budget = rules.episodeBudgetIntervals ?? Infinity;
  const kappa = rules.probeCostIntervals;
  // Words can name more branches than a question has.
  const ahead = new Int32Array(BRANCHES_MAX).fill(UNOPENED);
  /** The store's branch behind each opened one, and its last probe. */
  const stored = new Int32Array(BRANCHES_MAX);
  const lastProbe = new Int32Array(BRANCHES_MAX);
  const walked = new Float64Array(BRANCHES_MAX);
  const paidProbes = new Uint32Array(BRANCHES_MAX);
  const batchOf = new Uint32Array(BRANCHES_MAX);
  const batchCharges = new Float64Array(BRANCHES_MAX);
  const costs: EpisodeCosts = {
    tokens: 0,
    criticalPathTokens: 0,
    longestBranchTokens: 0,
    probes: 0,
    branchesOpened: 0,
    branchesPruned: 0,
    digest: 0,
  };

  // These close over nothing that changes: what the loop below counts stays in registers.
  /** Tokens of a branch that goes on. */
  const tokensAt = (i: number, delta: number): number => {
    const b = stored[i]!;
    return delta * (probeOffsets[b + 1]! - probeOffsets[b]! - (ahead[i]! >> 1));
  };
  /** The answer of a branch with so many intervals before its last one. */
  const answerAt = (i: number, before: number): number => probes[lastProbe[i]! - before]!;
  /** The step that finishes a branch. @returns its charge. */
  const finish = (i: number, delta: number): number => {
    const before = tokensAt(i, delta);
    const charge = max(branchTokens[stored[i]!]! - before, 0);
    walked[i] = before + charge;
    ahead[i] = DONE;
    return charge;
  };
  /** Whether a batch, from one word up to another, is one that has a word of its own. */
  const isWhole = (words: Uint16Array, from: number, to: number, running: number): boolean => {
    let goingOn = 0;
    for (let k = from, previous = -1; k < to; k++) {
      const action = words[k]! & ACTION;
      const i = words[k]! & INDEX;
      if (i <= previous) return false;
      if (action === CONTINUE_PROBE) goingOn++;
      else if (action !== CONTINUE || ahead[i] !== DONE) return false;
      previous = i;
    }
    return goingOn === running;
  };

  /** Of the last `stepAll`: how many branches it finished, what these steps cost, all and the dearest. */
  let finished = 0;
  let finishTokens = 0;
  let dearestFinish = 0;
  let wasRevealed = false;
  /** A step of every branch that can go on, probed unless it finishes it. @returns how many were probed. */
  const stepAll = (opened: number, delta: number, wanted: number): number => {
    let stepped = 0;
    finished = 0;
    finishTokens = 0;
    dearestFinish = 0;
    wasRevealed = false;
    for (let i = 0; i < opened; i++) {
      const now = ahead[i]! - 2;
      if (now >= 0) {
        stepped++;
        ahead[i] = now | 1;
        if (kappa > 0) paidProbes[i] = paidProbes[i]! + 1;
        if (wanted >= 0 && answerAt(i, now >> 1) === wanted) wasRevealed = true;
      } else if (now >= -2) {
        const charge = finish(i, delta);
        finished++;
        finishTokens += charge;
        dearestFinish = max(dearestFinish, charge);
        if (finals[stored[i]!] === wanted) wasRevealed = true;
      }
    }
    return stepped;
  };

  return (question, permutation, words, from, to, answerId) => {
    if (answerId < -1 || answerId >= INVALID_ANSWER_ID) return undefined;
    const firstBranch = branchOffsets[question]!;
    const branchCount = branchOffsets[question + 1]! - firstBranch;
    const order = orders[branchCount]!;
    const orderBase = permutation * branchCount;
    const limit = min(branchCount, rules.branchesMax, BRANCHES_MAX);
    const delta = intervalTokens[question]!;
    const probeCharge = kappa * delta;
    let opened = 0;
    let running = 0;
    let pruned = 0;
    let steps = 0;
    let stepTokens = 0;
    let probeCount = 0;
    let criticalPath = 0;
    let digest = 0x811c9dc5 | 0;
    let isKnown = answerId === -1;
    let batch = 0;
    let began = -1;
    let slowest = 0;
    ahead.fill(UNOPENED, 0, limit);
    for (let at = from; at < to; at++) {
      const word = words[at]!;
      digest = imul(digest ^ word, 0x01000193);
      const action = word & ACTION;
      const i = word & INDEX;
      let charge = 0;
      let probedAt = -1;
      if (action === CONTINUE_PROBE_ALL) {
        if (i !== 0 || began >= 0 || running === 0) return undefined;
        const stepped = stepAll(opened, delta, isKnown ? -1 : answerId);
        isKnown ||= wasRevealed;
        running -= finished;
        steps += stepped + finished;
        stepTokens += stepped * delta + finishTokens;
        probeCount += stepped;
        criticalPath += stepped > 0 ? max(delta + probeCharge, dearestFinish) : dearestFinish;
        if (steps + kappa * probeCount > budget) return undefined;
        continue;
      }
      if (action === CONTINUE_PROBE) {
        const now = ahead[i]! - 2;
        if (now < 0) return undefined;
        steps++;
        charge = delta;
        probedAt = now;
      } else if (action === CONTINUE) {
        const now = ahead[i]!;
        if (now < 0) return undefined;
        steps++;
        if (now >= 2) {
          ahead[i] = (now - 2) & ~1;
          charge = delta;
        } else {
          charge = finish(i, delta);
          running--;
          isKnown ||= finals[stored[i]!] === answerId;
        }
      } else if (action === PROBE) {
        probedAt = ahead[i]!;
        if (probedAt < 0 || (probedAt & 1) === 1) return undefined;
      } else if (action === PRUNE) {
        const now = ahead[i]!;
        if (now <= PRUNED || (began >= 0 && began === at - 1)) return undefined;
        if (now >= 0) {
          walked[i] = tokensAt(i, delta);
          running--;
        }
        ahead[i] = PRUNED;
        pruned++;
        continue;
      } else if (action === BEGIN_BATCH) {
        if (i !== 0 || began >= 0) return undefined;
        began = at;
        batch++;
        slowest = 0;
        continue;
      } else if (action === END_BATCH) {
        if (i !== 0 || began < 0 || began === at - 1) return undefined;
        if (isWhole(words, began + 1, at, running)) return undefined;
        began = -1;
        criticalPath += slowest;
        continue;
      } else if (action === BRANCH || action === READ) {
        const left = budget - (steps + kappa * probeCount);
        if (i !== opened || i >= limit || left < 1) return undefined;
        if (action === BRANCH && delta === 0) return undefined;
        opened++;
        const b = firstBranch + order[orderBase + i]!;
        const count = probeOffsets[b + 1]! - probeOffsets[b]!;
        const depth = action === READ ? min(count + 1, Math.floor(left)) : 1;
        stored[i] = b;
        lastProbe[i] = probeOffsets[b + 1]! - 1;
        paidProbes[i] = 0;
        batchOf[i] = 0;
        steps += depth;
        if (depth <= count) {
          running++;
          ahead[i] = 2 * (count - depth);
          charge = depth * delta;
        } else {
          ahead[i] = DONE;
          charge = branchTokens[b]!;
          walked[i] = charge;
          isKnown ||= finals[b] === answerId;
        }
      } else return undefined;
      stepTokens += charge;
      if (probedAt >= 0) {
        ahead[i] = probedAt | 1;
        probeCount++;
        charge += probeCharge;
        if (kappa > 0) paidProbes[i] = paidProbes[i]! + 1;
        isKnown ||= answerAt(i, probedAt >> 1) === answerId;
      }
      if (steps + kappa * probeCount > budget) return undefined;
      if (began < 0) criticalPath += charge;
      else {
        if (batchOf[i] === batch) charge += batchCharges[i]!;
        batchOf[i] = batch;
        batchCharges[i] = charge;
        if (charge > slowest) slowest = charge;
      }
    }
    if (began >= 0 || !isKnown) return undefined;
    let longest = 0;
    for (let i = 0; i < opened; i++) {
      const tokensOfBranch = ahead[i]! >= 0 ? tokensAt(i, delta) : walked[i]!;
      longest = max(longest, tokensOfBranch + probeCharge * paidProbes[i]!);
    }
    costs.tokens = stepTokens + probeCharge * probeCount;
    costs.criticalPathTokens = criticalPath;
    costs.longestBranchTokens = longest;
    costs.probes = probeCount;
    costs.branchesOpened = opened;
    costs.branchesPruned = pruned;
    costs.digest = digest >>> 0;
    return costs;
  };
}
