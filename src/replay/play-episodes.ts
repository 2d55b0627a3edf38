import type { Range } from "../domain/cell.ts";
import type { Controller, Knob, KnobValues, Leaves, Question } from "./contract.ts";
import type { UnjudgedColumns } from "./episode-columns.ts";
import type { Kernel } from "./kernel.ts";

/**
 * The loop that plays one controller at one β over a range of episodes. Like the kernel it runs in
 * the sandbox and has no imports but types.
 */

const { floor } = Math;

/** Any controller, whatever its knobs are called. */
export type AnyController = Controller<Readonly<Record<string, Knob>>>;

/** An episode that ended in an error, with what the controller threw. */
export interface EpisodeFault {
  /** Number of the episode in the columns. */
  readonly episode: number;
  readonly message: string;
}

/** How far a player came. */
export interface EpisodesPlayed {
  /** Number of the first episode that was not played. */
  readonly next: number;
  /** What ended the last one that was. */
  readonly fault: EpisodeFault | undefined;
}

/** Empty columns for `count` episodes. */
export function emptyColumns(count: number): UnjudgedColumns {
  return {
    answerIds: new Int32Array(count),
    tokens: new Float64Array(count),
    criticalPathTokens: new Float64Array(count),
    longestBranchTokens: new Float64Array(count),
    probes: new Uint32Array(count),
    branchesOpened: new Uint16Array(count),
    branchesPruned: new Uint16Array(count),
    digests: new Uint32Array(count),
  };
}

/** Copies of the episodes from one up to another. */
export function sliceColumns(columns: UnjudgedColumns, from: number, to: number): UnjudgedColumns {
  return {
    answerIds: columns.answerIds.slice(from, to),
    tokens: columns.tokens.slice(from, to),
    criticalPathTokens: columns.criticalPathTokens.slice(from, to),
    longestBranchTokens: columns.longestBranchTokens.slice(from, to),
    probes: columns.probes.slice(from, to),
    branchesOpened: columns.branchesOpened.slice(from, to),
    branchesPruned: columns.branchesPruned.slice(from, to),
    digests: columns.digests.slice(from, to),
  };
}

/**
 * The knobs of a controller at one β as plain frozen numbers; none without knobs.
 *
 * @throws Error when a knob is no finite number. Knobs are shared by all episodes, so an object among
 *   them would be a memory.
 */
export function knobsAt(
  controller: AnyController,
  beta: number | null,
): KnobValues<Readonly<Record<string, Knob>>> {
  const values: Record<string, number> = {};
  if (controller.knobs !== undefined && beta !== null) {
    const knobs = controller.knobs(beta);
    for (const name of Object.keys(knobs)) {
      const { value } = knobs[name]!;
      if (!Number.isFinite(value)) {
        throw new Error(`Knob ${name} is no finite number at β = ${beta}.`);
      }
      values[name] = value;
    }
  }
  return Object.freeze(values);
}

/** What somebody threw, as a line of text; never throws itself. */
export function thrownText(thrown: unknown): string {
  try {
    const text = thrown instanceof Error ? thrown.message : `threw ${typeof thrown}`;
    return typeof text === "string" ? text.slice(0, 500) : "threw an error without a message";
  } catch {
    return "threw an object that cannot be shown";
  }
}

/**
 * Plays the episodes `range` of `columns`, each with a fresh instance of the controller, so that
 * nothing it keeps outlives an episode.
 *
 * @param instantiate evaluates the controller's source anew.
 * @param isFull asked before each episode: the ones from there on are left for the next call.
 * @returns where it ended: at the first episode that failed, none is played after it, or where it was full.
 */
export function playEpisodes(
  kernel: Kernel,
  openQuestion: (leaves: Leaves) => Question,
  instantiate: () => AnyController,
  knobs: KnobValues<Readonly<Record<string, Knob>>>,
  permutationCount: number,
  range: Range,
  columns: UnjudgedColumns,
  isFull = () => false,
): EpisodesPlayed {
  for (let episode = range[0]; episode < range[1]; episode++) {
    if (isFull()) return { next: episode, fault: undefined };
    kernel.begin(floor(episode / permutationCount), episode % permutationCount);
    let fault: EpisodeFault | undefined;
    let answerId = -1;
    try {
      answerId = kernel.answerIdOf(instantiate().solve(openQuestion(kernel.leaves), knobs));
    } catch (thrown) {
      fault = { episode, message: thrownText(thrown) };
    }
    const costs = kernel.end();
    columns.answerIds[episode] = answerId;
    columns.tokens[episode] = costs.tokens;
    columns.criticalPathTokens[episode] = costs.criticalPathTokens;
    columns.longestBranchTokens[episode] = costs.longestBranchTokens;
    columns.probes[episode] = costs.probes;
    columns.branchesOpened[episode] = costs.branchesOpened;
    columns.branchesPruned[episode] = costs.branchesPruned;
    columns.digests[episode] = costs.digest;
    if (fault !== undefined) return { next: episode + 1, fault };
  }
  return { next: range[1], fault: undefined };
}
