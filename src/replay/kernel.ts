import type { EpisodeRules } from "../domain/episode-rules.ts";
import type { Leaves } from "./contract.ts";
import type { ReplayTables } from "./environment.ts";

/**
 * The kernel plays episodes against recorded branches: it decides what an action reveals and what
 * it costs. It runs beside the controller in the sandbox, so this file is turned into text there
 * and has no imports but types.
 *
 * Its leaves call nothing, allocate nothing and throw nothing, and each records its action before it
 * reveals anything: a stack that overflows can only do so before an action has had an effect.
 */

// A frozen realm looks members of its intrinsics up one by one: once here instead of for every action.
const { imul, max, min } = Math;

/** Version of what a replay returns: it changes when some controller would get other figures. */
export const KERNEL_VERSION = 2;

/*
 * A recorded action is 16 bits: what was done in the upper 4, the branch in the lower 12. Batches with
 * several branches stand between two marks, and each episode begins with one.
 */
export const BRANCH = 0 << 12;
export const CONTINUE = 1 << 12;
export const PROBE = 2 << 12;
export const PRUNE = 3 << 12;
export const READ = 4 << 12;
export const BEGIN_BATCH = 5 << 12;
export const END_BATCH = 6 << 12;
/** One word for two actions: most steps are probed at once. */
export const CONTINUE_PROBE = 7 << 12;
/**
 * One word for a whole batch: each branch that can go on takes a step, in the order in which they were opened, and
 * is probed unless that finishes it. Such a batch is never written in any other way.
 */
export const CONTINUE_PROBE_ALL = 8 << 12;
export const BEGIN_EPISODE = 15 << 12;

/** The bits of a recorded word that say what was done, and those that name the branch. */
export const ACTION = 0xf000;
export const INDEX = 0x0fff;
/** Most branches that an episode can open: what 12 bits can name. */
export const BRANCHES_MAX = INDEX + 1;

// What leaves return; the contract documents these numbers.
const NOTHING = -1;
const INVALID_LABEL = -2;
const FAULT = -3;
const ADVANCED = 1;
const FINISHED = 2;

/** Answer id that stands for "no valid answer". */
const INVALID_ID = 0xffff;

// Status of an opened branch.
const ACTIVE = 0;
const DONE = 1;
const PRUNED = 2;

/** The costs of the episode just ended, in tokens where the name does not say otherwise. */
export interface EpisodeCosts {
  tokens: number;
  criticalPathTokens: number;
  longestBranchTokens: number;
  probes: number;
  branchesOpened: number;
  branchesPruned: number;
  /** FNV-1a over the recorded actions. */
  digest: number;
}

/** One kernel serves one episode at a time. */
export interface Kernel {
  /** What controllers act through; the same object for every episode. */
  readonly leaves: Leaves;
  /** Starts an episode: question of the tables, permutation of the range given. */
  readonly begin: (question: number, permutation: number) => void;
  /** Ends it. After this, leaves refuse every action until the next `begin`. */
  readonly end: () => EpisodeCosts;
  /** Answer id behind a label of this episode; −1 for anything that is not one. To be asked before `end`. */
  readonly answerIdOf: (label: unknown) => number;
  /** Recorded actions of the episode, 16 bits each, as a copy. */
  readonly trace: () => Uint16Array;
  /** How many they are so far. */
  readonly recordedCount: () => number;
  /** There may be no room for another episode: whoever wants the traces takes them now. */
  readonly isFull: () => boolean;
  /** Traces of all episodes since the last call, each after its BEGIN_EPISODE, as a copy. */
  readonly takeTraces: () => Uint16Array;
}

/**
 * @param orders branch orders by branch count: for N branches, `orders[N]` has the permutations one after the
 *   other, shape `[permutationCount × N]`.
 * @param firstQuestion number of the tables' first question in its environment; seeds draws.
 * @param firstPermutation number of the first permutation of `orders`; seeds draws.
 * @param traceRoom recorded actions that may wait for `takeTraces` before the longest episode that there can be.
 */
export function createKernel(
  tables: ReplayTables,
  orders: Readonly<Record<number, Uint16Array>>,
  rules: EpisodeRules,
  firstQuestion = 0,
  firstPermutation = 0,
  traceRoom = 0,
): Kernel {
  const { branchOffsets, probeOffsets, probes, finals, branchTokens, intervalTokens } = tables;
  const questionCount = intervalTokens.length;
  let widest = 0;
  let longestTrace = 0;
  for (let q = 0; q < questionCount; q++) {
    const from = branchOffsets[q]!;
    const to = branchOffsets[q + 1]!;
    widest = max(widest, to - from);
    // Every interval can be continued and probed once, every branch pruned once; each in a batch.
    const actions = 2 * (probeOffsets[to]! - probeOffsets[from]! + (to - from)) + (to - from);
    longestTrace = max(longestTrace, 3 * actions + 1);
  }
  const width = min(widest, rules.branchesMax, BRANCHES_MAX);
  const budget = rules.episodeBudgetIntervals ?? Infinity;
  const kappa = rules.probeCostIntervals;

  const recorded = new Uint16Array(traceRoom + longestTrace);
  const labels = new Int32Array(0x10000).fill(NOTHING);
  const idOfLabel = new Uint16Array(0x10000);
  const status = new Uint8Array(width);
  const depths = new Int32Array(width);
  /** The store's branch behind each opened one, its first probe and its number of probes. */
  const stored = new Int32Array(width);
  const firstProbes = new Int32Array(width);
  const probeCounts = new Int32Array(width);
  const probed = new Int32Array(width);
  const answers = new Int32Array(width);
  /** Tokens of each branch that no longer goes on, and how often each was probed where that costs anything. */
  const walked = new Float64Array(width);
  const paidProbes = new Uint32Array(width);
  const batchCharges = new Float64Array(width);
  const batchOf = new Int32Array(width);

  let order: Uint16Array = recorded;
  let orderBase = 0;
  let branchBase = 0;
  let limit = 0;
  let opened = 0;
  let pruned = 0;
  let delta = 0;
  let probeCharge = 0;
  // What probes cost is a product, not a sum: whole numbers stay whole, and fractions do not pile up.
  let steps = 0;
  let stepTokens = 0;
  let probeCost = 0;
  let probeTokens = 0;
  let criticalPath = 0;
  let probeCount = 0;
  let labelCount = 0;
  let length = 0;
  /** Where this episode's actions begin. */
  let first = 0;
  let batch = 0;
  let batchDepth = 0;
  /** Where the mark of the batch at hand stands; −1 = it has none yet. */
  let batchStart = -1;
  let running = 0;
  /** Branch that the batch at hand stepped last, while all it did was to step them in order and probe them. */
  let lastStepped = -1;
  /** How many of those it left unfinished. */
  let goingOn = 0;
  let batchLongest = 0;
  let seed = 1;
  let faultRule = 0;
  let faultBranch: unknown = 0;

  const open = (reading: boolean): number => {
    if (opened >= limit || steps + 1 + probeCost > budget) return NOTHING;
    if (!reading && delta === 0) {
      faultRule = 4;
      return FAULT;
    }
    const i = opened;
    if (batchDepth > 0 && batchStart < 0) {
      batchStart = length;
      recorded[length++] = BEGIN_BATCH;
    }
    recorded[length++] = (reading ? READ : BRANCH) | i;
    opened = i + 1;
    const b = branchBase + order[orderBase + i]!;
    const at = probeOffsets[b]!;
    const count = probeOffsets[b + 1]! - at;
    // What is left buys whole intervals only; the end of the branch takes the last one.
    let depth = 1;
    if (reading) while (depth <= count && steps + depth + 1 + probeCost <= budget) depth++;
    stored[i] = b;
    firstProbes[i] = at;
    probeCounts[i] = count;
    depths[i] = depth;
    probed[i] = 0;
    paidProbes[i] = 0;
    steps += depth;
    let charge = depth * delta;
    if (depth > count) {
      charge = branchTokens[b]!;
      const id = finals[b]!;
      let label = id === INVALID_ID ? INVALID_LABEL : labels[id]!;
      if (label === NOTHING) {
        label = labelCount++;
        idOfLabel[label] = id;
        labels[id] = label;
      }
      answers[i] = label;
      status[i] = DONE;
      walked[i] = charge;
    } else {
      answers[i] = NOTHING;
      status[i] = ACTIVE;
      running++;
    }
    stepTokens += charge;
    batchOf[i] = 0;
    if (batchDepth === 0) criticalPath += charge;
    else {
      lastStepped = BRANCHES_MAX;
      batchOf[i] = batch;
      batchCharges[i] = charge;
      if (charge > batchLongest) batchLongest = charge;
    }
    return i;
  };

  const advance = (i: number, probing: boolean): number => {
    if (typeof i !== "number" || i >>> 0 !== i || i >= opened || status[i] !== ACTIVE) {
      faultRule = 1;
      faultBranch = i;
      return FAULT;
    }
    if (steps + 1 + probeCost > budget) return NOTHING;
    if (batchDepth > 0 && batchStart < 0) {
      batchStart = length;
      recorded[length++] = BEGIN_BATCH;
    }
    const depth = depths[i]! + 1;
    const isLast = depth > probeCounts[i]!;
    const probesToo = probing && !isLast && steps + 1 + kappa * (probeCount + 1) <= budget;
    recorded[length++] = (probesToo ? CONTINUE_PROBE : CONTINUE) | i;
    depths[i] = depth;
    steps++;
    let charge = delta;
    if (isLast) {
      const before = delta * (depth - 1);
      charge = branchTokens[stored[i]!]! - before;
      if (charge < 0) charge = 0;
      status[i] = DONE;
      running--;
      walked[i] = before + charge;
    } else if (probesToo) {
      probed[i] = depth;
      probeCount++;
      if (kappa > 0) {
        paidProbes[i] = paidProbes[i]! + 1;
        probeCost = kappa * probeCount;
        probeTokens = probeCharge * probeCount;
      }
    }
    stepTokens += charge;
    if (probesToo) charge += probeCharge;
    if (batchDepth === 0) criticalPath += charge;
    else {
      if (i <= lastStepped || !(probesToo || isLast)) lastStepped = BRANCHES_MAX;
      else {
        lastStepped = i;
        if (probesToo) goingOn++;
      }
      if (batchOf[i] === batch) charge += batchCharges[i]!;
      batchOf[i] = batch;
      batchCharges[i] = charge;
      if (charge > batchLongest) batchLongest = charge;
    }
    if (!isLast && !probesToo) return ADVANCED;
    const id = isLast ? finals[stored[i]!]! : probes[firstProbes[i]! + depth - 1]!;
    let label = id === INVALID_ID ? INVALID_LABEL : labels[id]!;
    if (label === NOTHING) {
      label = labelCount++;
      idOfLabel[label] = id;
      labels[id] = label;
    }
    answers[i] = label;
    return isLast ? FINISHED : ADVANCED;
  };

  const probe = (i: number): number => {
    if (typeof i !== "number" || i >>> 0 !== i || i >= opened || status[i] === PRUNED) {
      faultRule = 2;
      faultBranch = i;
      return FAULT;
    }
    const depth = depths[i]!;
    if (status[i] === DONE || probed[i] === depth) return answers[i]!;
    if (steps + kappa * (probeCount + 1) > budget) return NOTHING;
    if (batchDepth > 0 && batchStart < 0) {
      batchStart = length;
      recorded[length++] = BEGIN_BATCH;
    }
    recorded[length++] = PROBE | i;
    lastStepped = BRANCHES_MAX;
    probed[i] = depth;
    probeCount++;
    if (kappa > 0) {
      let charge = probeCharge;
      probeCost = kappa * probeCount;
      probeTokens = probeCharge * probeCount;
      paidProbes[i] = paidProbes[i]! + 1;
      if (batchDepth === 0) criticalPath += charge;
      else {
        if (batchOf[i] === batch) charge += batchCharges[i]!;
        batchOf[i] = batch;
        batchCharges[i] = charge;
        if (charge > batchLongest) batchLongest = charge;
      }
    }
    const id = probes[firstProbes[i]! + depth - 1]!;
    let label = id === INVALID_ID ? INVALID_LABEL : labels[id]!;
    if (label === NOTHING) {
      label = labelCount++;
      idOfLabel[label] = id;
      labels[id] = label;
    }
    answers[i] = label;
    return label;
  };

  const prune = (i: number): number => {
    if (typeof i !== "number" || i >>> 0 !== i || i >= opened || status[i] === PRUNED) {
      faultRule = 3;
      faultBranch = i;
      return FAULT;
    }
    recorded[length++] = PRUNE | i;
    if (batchStart >= 0) lastStepped = BRANCHES_MAX;
    if (status[i] === ACTIVE) {
      walked[i] = delta * depths[i]!;
      running--;
    }
    status[i] = PRUNED;
    pruned++;
    return 0;
  };

  const beginBatch = (): void => {
    if (batchDepth++ > 0) return;
    batch++;
    batchStart = -1;
    lastStepped = -1;
    goingOn = 0;
    batchLongest = 0;
  };

  const endBatch = (): void => {
    if (batchDepth === 0 || --batchDepth > 0 || batchStart < 0) return;
    criticalPath += batchLongest;
    if (lastStepped < BRANCHES_MAX && goingOn === running) {
      length = batchStart;
      recorded[length++] = CONTINUE_PROBE_ALL;
    } else recorded[length++] = END_BATCH;
  };

  const openable = (): number => {
    const affordable = budget - (steps + probeCost);
    const left = limit - opened;
    return affordable < left ? (affordable < 1 ? 0 : affordable - (affordable % 1)) : left;
  };

  const draw = (): number => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) / 4_294_967_296;
  };

  const describeFault = (): string => {
    if (faultRule === 4) {
      return `Cannot BRANCH: of this question only final answers were recorded, no probes (${opened} opened so far). Use read.`;
    }
    const action = faultRule === 1 ? "CONTINUE" : faultRule === 2 ? "PROBE" : "PRUNE";
    const i = faultBranch;
    if (typeof i !== "number" || i >>> 0 !== i || i >= opened) {
      const shown = typeof i === "number" ? `branch ${i}` : `a ${typeof i} instead of a branch`;
      return `Cannot ${action} ${shown}: it was never opened (${opened} opened so far).`;
    }
    const state = status[i] === PRUNED ? "pruned" : "finished";
    return `Cannot ${action} branch ${i}: it is ${state} (at depth ${depths[i]}, ${opened} opened so far).`;
  };

  const leaves: Leaves = {
    open,
    advance,
    probe,
    prune,
    beginBatch,
    endBatch,
    depth: (i) => (i < opened ? depths[i]! : 0),
    finished: (i) => i < opened && status[i] === DONE,
    answer: (i) => (i < opened ? answers[i]! : NOTHING),
    openable,
    spentTokens: () => stepTokens + probeTokens,
    spentIntervals: () => steps + probeCost,
    remainingIntervals: () => budget - (steps + probeCost),
    draw,
    faultText: describeFault,
  };

  const costs: EpisodeCosts = {
    tokens: 0,
    criticalPathTokens: 0,
    longestBranchTokens: 0,
    probes: 0,
    branchesOpened: 0,
    branchesPruned: 0,
    digest: 0,
  };

  return {
    leaves,
    begin(question, permutation) {
      branchBase = branchOffsets[question]!;
      const branchCount = branchOffsets[question + 1]! - branchBase;
      order = orders[branchCount]!;
      orderBase = permutation * branchCount;
      limit = min(branchCount, width);
      delta = intervalTokens[question]!;
      probeCharge = kappa * delta;
      opened = 0;
      pruned = 0;
      steps = 0;
      stepTokens = 0;
      probeCost = 0;
      probeTokens = 0;
      criticalPath = 0;
      probeCount = 0;
      if (length > traceRoom) length = 0;
      recorded[length++] = BEGIN_EPISODE;
      first = length;
      batch = 0;
      batchDepth = 0;
      batchStart = -1;
      running = 0;
      seed =
        imul(firstQuestion + question + 1, 0x9e3779b1) ^
        imul(firstPermutation + permutation + 1, 0x85ebca77);
      if (seed === 0) seed = 1;
      for (let k = 0; k < 8; k++) draw();
    },
    end() {
      batchDepth = min(batchDepth, 1);
      endBatch();
      limit = 0;
      for (let label = 0; label < labelCount; label++) labels[idOfLabel[label]!] = NOTHING;
      labelCount = 0;
      let longest = 0;
      for (let i = 0; i < opened; i++) {
        const tokensOfBranch = status[i] === ACTIVE ? delta * depths[i]! : walked[i]!;
        longest = max(longest, tokensOfBranch + probeCharge * paidProbes[i]!);
      }
      let digest = 0x811c9dc5 | 0;
      for (let k = first; k < length; k++) digest = imul(digest ^ recorded[k]!, 0x01000193);
      costs.tokens = stepTokens + probeTokens;
      costs.criticalPathTokens = criticalPath;
      costs.longestBranchTokens = longest;
      costs.probes = probeCount;
      costs.branchesOpened = opened;
      costs.branchesPruned = pruned;
      costs.digest = digest >>> 0;
      opened = 0;
      return costs;
    },
    answerIdOf(label) {
      if (typeof label !== "number" || label >>> 0 !== label || label >= labelCount) return -1;
      return idOfLabel[label]!;
    },
    trace: () => recorded.slice(first, length),
    recordedCount: () => length - first,
    isFull: () => length > traceRoom,
    takeTraces() {
      const traces = recorded.slice(0, length);
      length = 0;
      return traces;
    },
  };
}
